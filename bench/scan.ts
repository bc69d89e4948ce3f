import DatabaseFile from 'better-sqlite3';
import { dataFolder } from '#electron/store/data-folder.ts';
import { findChromium, launchChromium } from '#tests/support/chromium.ts';
import { besideLimit, type Figure, median, quantile, shown } from './figure.ts';
import { builtRenderer } from './renderer.ts';
import { openScanPage, type ScanPage } from './scan-page.ts';
import { serve } from './serve.ts';
import { copyOfFullStore } from './template.ts';

const ROUNDS = 5;
const TICKETS = 6;
const LINES = 10;
/** Scanned before anything is measured: a page's first ticket compiles its code. */
const WARM = 10;

/**
 * From the keydown of the scanner's terminator to the first animation frame after the page shows line and total: real Chromium, the
 * register in a process of its own with the whole catalogue. Beside it, in the same page and taking turns with the scans: from the
 * keydown of a key that does nothing to the first animation frame after it.
 */
export async function measure(): Promise<readonly Figure[]> {
  const found = await findChromium();
  if (found.reason) {
    process.stderr.write(`scan: skipped, ${found.reason}\n`);
    return [];
  }
  await builtRenderer();
  const copy = await copyOfFullStore();
  try {
    const codes = someCodes(copy.dir);
    const served = await serve(copy.dir);
    const browser = await launchChromium();
    const tab = await browser.newPage({ viewport: { width: 1366, height: 768 }, locale: 'en' });
    const page = await openScanPage(tab, served.url);
    const rounds: Round[] = [];
    await oneRound(page, { codes, tickets: 1, lines: WARM });
    for (let round = 0; round < ROUNDS; round++)
      rounds.push(await oneRound(page, { codes, tickets: TICKETS, lines: LINES }));
    await browser.close();
    await served.stop();
    return figuresOf(rounds, copy.products);
  } finally {
    copy.remove();
  }
}

interface Round {
  readonly scans: readonly number[];
  readonly empty: readonly number[];
}

/** Barcodes that one product alone has, spread over the catalogue. */
function someCodes(dir: string): IterableIterator<string> {
  const db = new DatabaseFile(dataFolder(dir).catalog(1), { readonly: true });
  const codes = db
    .prepare(
      `select b.code from product p join barcode b on b.product = p.id
       where p.row_number % 997 = 0 and length(b.code) = 13
         and (select count(*) from barcode o where o.code = b.code) = 1`,
    )
    .pluck()
    .all() as string[];
  db.close();
  return codes.values();
}

async function oneRound(
  page: ScanPage,
  given: { readonly codes: IterableIterator<string>; readonly tickets: number; readonly lines: number },
): Promise<Round> {
  const scans: number[] = [];
  const empty: number[] = [];
  for (let ticket = 0; ticket < given.tickets; ticket++) {
    for (let line = 0; line < given.lines; line++) {
      await pause(scans.length);
      scans.push(await page.scan(given.codes.next().value ?? ''));
      await pause(scans.length * 3);
      empty.push(await page.emptyFrame());
    }
    await page.pay();
  }
  return { scans, empty };
}

/** A clerk's pace, never in step with the screen's frames. */
const pause = (n: number) => new Promise((resolve) => setTimeout(resolve, 60 + ((n * 7) % 40)));

function figuresOf(rounds: readonly Round[], products: number): readonly Figure[] {
  const over = (which: keyof Round, q: number) => median(rounds.map((round) => quantile(round[which], q)));
  const beside = (name: string, q: number, extra: number) =>
    besideLimit('scan', `terminator to frame, ${name}`, {
      ...over('scans', q),
      limit: over('empty', q).value,
      unit: 'ms',
      times: 1,
      extra,
    });
  return [
    beside('p50', 0.5, 16),
    beside('p99', 0.99, 40),
    shown('scan', 'scans', rounds.flatMap(({ scans }) => scans).length, 'scans'),
    shown('scan', 'products', products, 'rows'),
  ];
}
