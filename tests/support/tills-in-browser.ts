import { startWebHost } from '#electron/host/web/web-host.ts';
import { OWN } from '#tests/host/open-host.ts';
import { type OpenHq, openHq } from '#tests/hq/process/open-hq.ts';
import { openTill, type Till } from '#tests/hq/process/till.ts';
import { findChromium, launchChromium } from './chromium.ts';
import { lockPage } from './pages/lock.ts';
import { openPage } from './pages/open-page.ts';
import { pgMissing } from './pg/shared-cluster.ts';
import { RENDERER, rendererIsBuilt } from './till.ts';

/** Why there can be none here, or null. */
export const tillsMissing = async (): Promise<string | null> =>
  (await pgMissing()) ?? (await findChromium()).reason ?? (rendererIsBuilt() ? null : 'no built renderer');

type AtCounter = Awaited<ReturnType<typeof openPage>> & { readonly till: Till };

/** Registers of one chain, their screens in a browser. */
export interface TillsInBrowser {
  /** The page of the n-th register, its owner signed in at the counter. */
  readonly atCounter: (n: number) => Promise<AtCounter>;
  readonly close: () => Promise<void>;
}

/** Opens headquarters, has its stores founded, and a register in each of `stores`, which may name one twice. */
export async function openTillsInBrowser(
  found: (hq: OpenHq) => Promise<unknown>,
  stores: readonly string[],
): Promise<TillsInBrowser> {
  const hq = await openHq();
  await found(hq);
  const tills = await Promise.all(stores.map((store) => openTill(hq, { store })));
  const browser = await launchChromium();
  const webs: { readonly stop: () => Promise<void> }[] = [];
  return {
    atCounter: async (n) => {
      const till = tills[n];
      if (!till) throw new Error(`there is no register ${n}`);
      const web = await startWebHost(till.host, { port: 0, rendererDir: RENDERER });
      webs.push(web);
      const opened = await openPage(browser);
      await opened.page.goto(web.url);
      await lockPage(opened.page).signIn(OWN.owner.name, OWN.owner.pin);
      await opened.page.getByTestId('total').waitFor();
      return { ...opened, till };
    },
    close: async () => {
      await browser.close();
      for (const web of webs) await web.stop();
      for (const till of tills) await till.close();
      await hq.stop();
    },
  };
}
