import type { ExceptionRow } from '#shared/contract/hq/chain-sales.ts';
import type { Formats } from '#shared/format/index.ts';
import type { PlainKey, Translate } from '#shared/i18n/index.ts';

/** What was found is told in these words, in this order; what a newer headquarters tells besides, by its own name. */
const WORDS: Readonly<Record<string, PlainKey>> = {
  missing: 'hq.found.missing',
  damaged: 'hq.found.damaged',
  extra: 'hq.found.extra',
  lacking: 'hq.found.lacking',
  broken: 'hq.found.broken',
  repaired: 'hq.found.repaired',
  regained: 'hq.found.regained',
  device: 'hq.found.device',
  register: 'hq.found.register',
  epoch: 'hq.found.epoch',
  branch: 'hq.found.branch',
  seq: 'hq.found.seq',
  version: 'hq.found.version',
  item: 'hq.found.item',
  onHand: 'hq.found.onHand',
  number: 'hq.found.number',
  numbers: 'hq.found.numbers',
  line: 'hq.found.line',
  name: 'hq.found.name',
  sold: 'hq.found.sold',
  returned: 'hq.found.returned',
  times: 'hq.found.times',
  minutes: 'hq.found.minutes',
  to: 'hq.found.to',
  amount: 'hq.found.amount',
  z: 'hq.found.z',
  facts: 'hq.found.facts',
  reason: 'hq.found.reason',
  freeMiB: 'hq.found.freeMiB',
  wantedMiB: 'hq.found.wantedMiB',
  last: 'hq.found.last',
};

/** Told in thousandths of a unit. */
const QUANTITIES: ReadonlySet<string> = new Set(['onHand', 'sold', 'returned']);
/** Of a comparison only what there is of is told. */
const COMPARED: ReadonlySet<string> = new Set([
  'missing',
  'damaged',
  'extra',
  'lacking',
  'broken',
  'repaired',
  'regained',
]);

/** Ids of what it is about, which is told anyhow: by its name, where it has one. */
const IDS: ReadonlySet<string> = new Set(['device', 'item']);

/** What was found, line by line, in words. */
export function exceptionFacts(
  { rule, subject, about, detail }: Pick<ExceptionRow, 'rule' | 'subject' | 'about' | 'detail'>,
  { count, quantity }: Pick<Formats, 'count' | 'quantity'>,
  t: Translate,
): readonly (readonly [string, string])[] {
  const order = Object.keys(WORDS);
  const place = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);
  const told = (name: string, value: string | number): string => {
    if (typeof value === 'string') return value;
    return QUANTITIES.has(name) ? quantity(value) : count(value);
  };
  const isTold = (name: string, value: string | number): boolean =>
    IDS.has(name) && (about !== null || value === subject);
  return Object.entries(detail)
    .filter(
      ([name, value]) => !isTold(name, value) && (rule !== 'DIGEST' || !COMPARED.has(name) || value !== 0),
    )
    .toSorted(([a], [b]) => place(a) - place(b))
    .map(([name, value]) => {
      const label = WORDS[name];
      return [label === undefined ? name : t(label), told(name, value)] as const;
    });
}
