import type { Page } from 'playwright-core';

/** The page's own lines to the register. */
export interface Lines {
  /** Cuts them, as a network or a host that falls over would; the page has to come back by itself. */
  readonly cut: () => Promise<void>;
}

/** Remembers every socket the page opens. Call it before the page is opened. */
export async function watchLines(page: Page): Promise<Lines> {
  await page.addInitScript(() => {
    const sockets: WebSocket[] = [];
    Object.assign(window, { socketsSeen: sockets });
    window.WebSocket = class extends WebSocket {
      constructor(...given: ConstructorParameters<typeof WebSocket>) {
        super(...given);
        sockets.push(this);
      }
    };
  });
  return {
    cut: () =>
      page.evaluate(() => {
        for (const socket of (window as unknown as { socketsSeen: WebSocket[] }).socketsSeen) socket.close();
      }),
  };
}
