import { createProductSearch } from '#electron/store/search/product-search.ts';
import { findByBarcode } from '#shared/services/catalog/find-by-barcode.ts';
import { openRegister } from '#tests/support/register.ts';
import { listedProducts } from './catalogue.ts';
import { type Figure, median, quantile, shown, within } from './figure.ts';
import { copyOfFullStore } from './template.ts';

const ROUNDS = 5;
const PER_KIND = 25;

/** 200 queries made by a fixed rule from the data, 25 of each of eight kinds: what a clerk may type. */
export const KINDS = [
  '1 letter',
  '2 letters',
  '3 letters',
  'word',
  'two words',
  'barcode',
  'Chinese',
  'nonsense',
] as const;
export type Kind = (typeof KINDS)[number];

export function queries(): Map<Kind, string[]> {
  const made = new Map<Kind, string[]>(KINDS.map((kind) => [kind, []]));
  const add = (kind: Kind, text: string | undefined) => {
    const list = made.get(kind);
    if (text && list && list.length < PER_KIND) list.push(text);
  };
  let at = 0;
  for (const { gtin, name } of listedProducts()) {
    at += 1;
    if (/\p{Script=Han}/u.test(name)) add('Chinese', /\p{Script=Han}{1,3}/u.exec(name)?.[0]);
    if (at % 8_009 !== 0) continue;
    const words = name.toLowerCase().match(/\p{Script=Latin}{4,}/gu) ?? [];
    const [first, second] = words;
    add('1 letter', first?.slice(0, 1));
    add('2 letters', second?.slice(0, 2));
    add('3 letters', first?.slice(0, 3));
    add('word', second);
    add('two words', first && second ? `${first} ${second.slice(0, 4)}` : undefined);
    add('barcode', gtin);
    add('nonsense', `${first ?? 'x'}zqxj${at}`);
  }
  return made;
}

/** The first 20 rows with name, price and stock, through the service, on a store that knows best sellers and stock. */
export async function measure(): Promise<readonly Figure[]> {
  const copy = await copyOfFullStore();
  try {
    const register = await openRegister(copy.dir, 0, { keeper: 'worker' });
    const { store } = register;
    const search = createProductSearch({
      clock: () => ({ at: Date.now(), timeZone: 'UTC' }),
      connection: () => store.reading,
      file: () => store.folder.catalog(1),
      store: () => store.self().store,
    });
    const asked = queries();
    await search.search({ text: 'warm', limit: 20 });
    const rounds = { all: [] as number[], worst: [] as number[] };
    const byKind = new Map<Kind, number[]>();
    for (let round = 0; round < ROUNDS; round++) {
      const times: number[] = [];
      for (const [kind, texts] of asked) {
        for (const text of texts) {
          const begun = performance.now();
          await search.search({ text, limit: 20 });
          const taken = performance.now() - begun;
          times.push(taken);
          byKind.set(kind, [...(byKind.get(kind) ?? []), taken]);
        }
      }
      rounds.all.push(quantile(times, 0.99));
      rounds.worst.push(Math.max(...times));
    }
    const codes = asked.get('barcode') ?? [];
    const find = findByBarcode(register.host);
    const typed: number[] = [];
    const scanned: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      typed.push(await p99(codes, (text) => search.search({ text, limit: 20 })));
      scanned.push(await p99(codes, find));
    }
    await register.close();
    return [
      within('search', `p99 of ${[...asked.values()].flat().length} queries`, {
        ...median(rounds.all),
        unit: 'ms',
        most: 10,
      }),
      within('search', 'barcode p99, typed', { ...median(typed), unit: 'ms', most: 0.2 }),
      within('search', 'barcode p99, scanned', { ...median(scanned), unit: 'ms', most: 0.2 }),
      shown('search', 'slowest query', median(rounds.worst).value, 'ms'),
      ...[...byKind].map(([kind, times]) => shown('search', `${kind}, p99`, quantile(times, 0.99), 'ms')),
      shown('search', 'products', copy.products, 'rows'),
    ];
  } finally {
    copy.remove();
  }
}

/** Of 8 times all codes, ms. */
async function p99(codes: readonly string[], ask: (code: string) => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let again = 0; again < 8; again++) {
    for (const code of codes) {
      const begun = performance.now();
      await ask(code);
      times.push(performance.now() - begun);
    }
  }
  return quantile(times, 0.99);
}
