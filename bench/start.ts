import { readFileSync } from 'node:fs';
import { findChromium, launchChromium } from '#tests/support/chromium.ts';
import { openRegister } from '#tests/support/register.ts';
import { type Figure, median, shown, within } from './figure.ts';
import { addSales } from './many-sales.ts';
import { builtRenderer } from './renderer.ts';
import { serve } from './serve.ts';
import { copyOfFullStore } from './template.ts';

const SALES = 100_000;
const ROUNDS = 5;

/** From the start of the process to the first screen a clerk can use, and what the host weighs then. */
export async function measure(): Promise<readonly Figure[]> {
  await builtRenderer();
  const copy = await copyOfFullStore();
  try {
    const register = await openRegister(copy.dir, 0, { keeper: 'worker' });
    await addSales(register, SALES, copy.products);
    await register.close();
    const taken = await rounds(copy.dir);
    return [
      within('start', 'process start to host ready', { ...median(taken.host), unit: 'ms', most: 1500 }),
      ...(taken.page.length === 0
        ? []
        : [
            within('start', 'process start to first screen usable', {
              ...median(taken.page),
              unit: 'ms',
              most: 3000,
            }),
          ]),
      within('start', 'resident memory of the host', { ...median(taken.weight), unit: 'MB', most: 250 }),
      shown('start', 'products', copy.products, 'rows'),
      shown('start', 'sales', SALES, 'rows'),
    ];
  } finally {
    copy.remove();
  }
}

interface Taken {
  readonly host: number[];
  readonly page: number[];
  readonly weight: number[];
}

/** A till's browser is open already; each start gets a profile of its own, so that no page is kept from the one before. */
async function rounds(dir: string): Promise<Taken> {
  const taken: Taken = { host: [], page: [], weight: [] };
  const found = await findChromium();
  const browser = found.launch ? await launchChromium() : null;
  for (let round = 0; round < ROUNDS; round++) {
    const served = await serve(dir);
    taken.host.push(served.ready);
    if (browser) {
      const tab = await browser.newPage();
      await tab.goto(served.url);
      await tab.getByTestId('person').first().waitFor();
      taken.page.push(performance.now() - served.begun);
      await tab.context().close();
    }
    taken.weight.push(residentMegabytes(served.child.pid ?? 0));
    await served.stop();
  }
  await browser?.close();
  return taken;
}

/** Resident memory of a process, from the kernel. */
function residentMegabytes(pid: number): number {
  const kilobytes = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes) / 1024;
}
