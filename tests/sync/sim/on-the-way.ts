import { toHex } from '#shared/link/bytes.ts';
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
