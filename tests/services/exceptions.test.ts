import { expect, test } from 'vitest';
import type { ReturnId, ShiftId } from '#shared/domain/ids.ts';
import { ok } from '#shared/domain/result.ts';
import type { ReturnAccepted } from '#shared/domain/returns/return-accepted.ts';
import { returnAccepted } from '#shared/journal/entries/return-accepted.ts';
import { type Entry, unseal } from '#shared/journal/entry.ts';
import { projectEntry } from '#shared/journal/registry.ts';
import { RULES } from '#shared/services/exceptions/rules.ts';
import type { JournalRow } from '#shared/services/journal/commit.ts';
import { fact } from '#shared/services/journal/host.ts';
import { cash, counterOf } from '../support/counter.ts';
import { describeEachEngine } from '../support/hosts.ts';
import { BOSS, by, foundSmallStore } from '../support/small-store.ts';
import type { TestHost } from '../support/test-host.ts';

const MILK = '6901234567892';

describeEachEngine('rules of exceptions', (makeHost) => {
  const entriesOf = async ({ host, rows }: TestHost): Promise<Entry[]> =>
    ((await rows('journal')) as readonly unknown[] as readonly JournalRow[]).map((row) =>
      unseal(row, host.codec),
    );
  const belowZero = async ({ rows }: TestHost) => {
    const shelf = (await rows('balance')).find(
      ({ location, on_hand }) => location === 'SALEABLE' && Number(on_hand) < 0,
    );
    return { item: shelf?.['item'], on_hand: Number(shelf?.['on_hand']) };
  };
  /** What every rule finds of all that was ever touched, by its name. */
  const findAll = async (made: TestHost) => {
    const changes = (await entriesOf(made)).flatMap((entry) => projectEntry(entry));
    const found = new Map<string, readonly unknown[]>();
    for (const { rule, touched, find } of RULES) {
      const subjects = [...new Set(changes.flatMap((change) => touched(change)))];
      const findings = await find(made.host.read, made.host.self.store, subjects);
      if (findings.length > 0) found.set(rule, findings);
    }
    return Object.fromEntries(found);
  };

  test('an honest day shows nothing, a second return of the same goods all it breaks', async () => {
    const made = await makeHost();
    const { host } = made;
    await foundSmallStore(host);
    const counter = counterOf(host);
    const shift = await counter.open(10_000);
    const { sale, number } = await counter.sell(MILK, MILK);
    await counter.bringBack(sale, 1, 2000);
    await counter.close(10_000);
    expect(await findAll(made)).toEqual({});

    const told = (await entriesOf(made)).find(({ type }) => type === returnAccepted.type);
    const first = told?.body as ReturnAccepted;
    const body: ReturnAccepted = { ...first, ret: 'again' as ReturnId };
    await host.commit(by(host, BOSS).command, async () =>
      ok({ entry: { ...fact(returnAccepted, body), shift: shift as ShiftId }, answer: null }),
    );
    expect(await findAll(made)).toMatchObject({
      RETURNED_MORE: [{ subject: `${sale}/1`, detail: { number, line: 1, sold: 2000, returned: 4000 } }],
      NUMBER_TWICE: [{ subject: first.number, detail: { number: first.number, times: 2 } }],
      Z_DIFFERS: [{ subject: shift, detail: { amount: 'returns count', z: 1, facts: 2 } }],
    });
  });

  test('stock below zero is shown where the level was known, and only while it is so', async () => {
    const made = await makeHost();
    await foundSmallStore(made.host);
    const counter = counterOf(made.host);
    await counter.open(10_000);
    const ticket = await counter.scan(null, MILK, 900_000);
    const { sale } = await counter.pay(ticket, cash(ticket.total));
    const { item, on_hand } = await belowZero(made);
    expect(on_hand).toBeLessThan(0);
    expect(await findAll(made)).toEqual({ NEGATIVE: [{ subject: item, detail: { item, onHand: on_hand } }] });
    await counter.bringBack(sale, 1, 900_000);
    expect(await findAll(made)).toEqual({});
  });
});
