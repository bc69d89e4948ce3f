import { toHex } from '#shared/link/bytes.ts';
import { CHAIN_FEED } from '#shared/link/feed-page.ts';
import { holds } from './broken.ts';
import type { Register } from './register.ts';

/** What is looked at while things happen. */

export interface Ack {
  readonly epoch: string;
  readonly seq: number;
  readonly hash: string;
}

/** S3: what is acknowledged is at headquarters at that moment. */
export function expectHeld({ place, ports, link }: Register, { epoch, seq, hash }: Ack): void {
  const { hq, chance } = ports;
  const held = hq
    .query('select hash from journal where store = ? and origin = ? and epoch = ? and seq = ?')
    .pluck()
    .all(place.store, place.device, epoch, seq) as Uint8Array[];
  const isHeld = held.some((each) => toHex(each) === hash);
  // An answer that was on its way while headquarters was put back to before it is one of a life that is over.
  if (!isHeld && link?.push.incarnation !== hq.incarnation())
    chance.count('acknowledged by a life that is over');
  else holds('S3', isHeld, () => `${epoch}/${seq} was acknowledged, and headquarters does not have it`);
}

/** S8: the catalog of a register is the one headquarters has at this position. */
export function expectPrices({ place, ports, prices }: Register, position: number): void {
  const { truth } = ports;
  for (const [product, price] of truth.prices[position] ?? []) {
    const here = prices.get(product);
    holds(
      'S8',
      here === price,
      () => `m${place.machine} has ${product} at ${here}, headquarters at ${price}`,
    );
  }
}

/** Headquarters said what time it is there: that is known outside, whatever the register makes of it. */
export function noteTime(register: Register, time: number): void {
  register.heard = { skew: register.clock() - time, told: Math.max(time, register.heard.told ?? time) };
}

/**
 * S10: what is charged is what headquarters' facts up to this register's cursor say at the time it knows: its clock put right by what
 * headquarters said last, and never before the latest time that told.
 */
export function expectPriceNow(register: Register, product: string, charged: number): void {
  const { place, ports, heard, link } = register;
  const { truth, hq, chance } = ports;
  const feed = link?.pull.feeds.find((each) => each.feed === CHAIN_FEED);
  const isOfNow = feed?.incarnation === hq.incarnation();
  const isCaughtUp = feed?.incarnation === 'life-1' || (feed?.position ?? 0) >= truth.prices.length - 1;
  if (!feed || !isOfNow || !isCaughtUp) return;
  const right = register.clock() - (heard.skew ?? 0);
  const at = Math.max(right, heard.told ?? right);
  const passing = (truth.passing[feed.position] ?? [])
    .filter((each) => each.product === product && each.from <= at && at < each.until)
    .toSorted((a, b) => a.from - b.from)
    .at(-1);
  const expected = passing?.price ?? truth.prices[feed.position]?.get(product) ?? 0;
  if (passing) chance.count('sold at a passing price');
  holds(
    'S10',
    charged === expected,
    () =>
      `m${place.machine} charges ${charged} for ${product} at ${new Date(at).toISOString()}, not ${expected}`,
  );
}
