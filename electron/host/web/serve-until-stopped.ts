import { join } from 'node:path';
import type { RegisterHost } from './register-host.ts';
import { startWebHost, type WebHost, type WebHostOptions } from './web-host.ts';

/** Where `npm run build` puts the renderer, seen from this file in a checkout. */
export const BUILT_RENDERER = join(import.meta.dirname, '../../../dist/renderer');

export interface ServeOptions extends Partial<WebHostOptions> {
  /** Called once the address answers. */
  readonly ready: (web: WebHost) => void | Promise<void>;
}

/**
 * Serves a register on loopback until the process is asked to stop (Ctrl-C, SIGTERM, a closed terminal), then closes
 * pages, register and store in that order. The register is stopped also when the port can't be had.
 */
export async function serveUntilStopped(host: RegisterHost, options: ServeOptions): Promise<void> {
  const asked = stopAsked();
  try {
    const web = await startWebHost(host, { port: 0, rendererDir: BUILT_RENDERER, ...options });
    try {
      await options.ready(web);
      await asked;
    } finally {
      await web.stop();
    }
  } finally {
    await host.stop();
  }
}

/** Resolves when the process is asked to stop. A second signal does not wait: the system's default takes the process down. */
export function stopAsked(): Promise<void> {
  return new Promise((asked) => {
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
    const heard = (): void => {
      for (const signal of signals) process.off(signal, heard);
      asked();
    };
    for (const signal of signals) process.on(signal, heard);
  });
}
