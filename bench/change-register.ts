import { openRegister } from '#tests/support/register.ts';
import { taskOfChild } from './child.ts';
import { joinBenchHq } from './joined-register.ts';

/** A connected register in a process of its own, which says when a change of the chain has come to it. */
export interface ChangeTask {
  readonly dir: string;
  readonly address: string;
  readonly code: string;
}

/** What it says: that it listens for the next change, and when that was durable and its catalog answered with it. */
export type ChangeNews =
  | { readonly kind: 'listens'; readonly price: number }
  /** `at`: ns of the clock all processes of a machine have in common. */
  | { readonly kind: 'came'; readonly price: number; readonly at: string };

/** The product whose price the next change is about; null: nothing more comes. */
export interface ChangeOrder {
  readonly product: string | null;
}

const { dir, address, code } = taskOfChild() as ChangeTask;
const register = await openRegister(dir, 0, { keeper: 'worker' });
const { link, until, settled } = await joinBenchHq(register, { address, code: async () => code }, 'R01');
await link.start();
// It was a store of its own: what it sold by goes up before the chain's catalog is its own.
await until(({ state }) => state === 'joined');
await settled();
const priceOf = register.store.reading.prepare('select price from product where id = ?').pluck();
const say = (news: ChangeNews) => process.send?.(news);
const position = () => link.view()?.feeds.find(({ feed }) => feed === 'chain')?.position ?? 0;

process.on('disconnect', () => process.exit());
process.on('message', (order) => void follow(order as ChangeOrder));
process.send?.('ready');

async function follow({ product }: ChangeOrder): Promise<void> {
  if (product === null) {
    await link.stop();
    await register.close();
    process.disconnect();
    return;
  }
  const before = position();
  say({ kind: 'listens', price: Number(priceOf.get(product)) });
  await until(() => position() > before);
  const at = process.hrtime.bigint().toString();
  say({ kind: 'came', price: Number(priceOf.get(product)), at });
}
