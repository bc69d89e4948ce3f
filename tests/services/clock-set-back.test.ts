import { expect, test } from 'vitest';
import { latestInstant } from '#shared/services/shifts/last-entry.ts';
import { openDrawer } from '#shared/services/shifts/open-drawer.ts';
import { openShift, proposeShift } from '#shared/services/shifts/open-shift.ts';
import { aShop, good } from '../support/counter.ts';
import { describeEachEngine } from '../support/hosts.ts';
import { BOSS, by } from '../support/small-store.ts';
import { MORNING, testPorts } from '../support/test-host.ts';

const YEAR = 365 * 86_400_000;
const MILK = '6901234567892';

describeEachEngine('a clock set back a year', (makeHost) => {
  test('sells on in order, is seen all through the shift, and is confirmed once for the next', async () => {
    const ports = testPorts();
    const { host, counter } = await aShop(makeHost, ports);
    const behind = async () => ((await latestInstant(host)) ?? 0) > ports.now();
    await counter.open(50_000);
    expect((await counter.sell(MILK)).number).toBe('R01-1-000001');
    expect(await behind()).toBe(false);

    ports.setClock(MORNING - YEAR);
    expect(await behind()).toBe(true);
    expect((await counter.sell(MILK)).number).toBe('R01-1-000002');
    expect(await behind()).toBe(true);
    expect((await counter.close(52_500)).report).toMatchObject({
      businessDate: '2026-03-02',
      sales: { count: 2, first: 'R01-1-000001', last: 'R01-1-000002' },
    });
  });

  test('an entry made meanwhile does not make it right: the shift still asks', async () => {
    const ports = testPorts();
    const { host, counter } = await aShop(makeHost, ports);
    const open = (clockConfirmed: boolean) =>
      openShift(host)(by(host, BOSS), { counted: [], clockConfirmed });
    await counter.open(100);
    await counter.close(100);
    ports.setClock(MORNING - YEAR);
    good(await openDrawer(host)(by(host, BOSS), { reason: 'change for the neighbour' }));
    expect(await proposeShift(host)()).toMatchObject({ clockBehind: true, businessDate: '2026-03-02' });
    expect(await open(false)).toMatchObject({ error: { code: 'CLOCK_BEHIND' } });
    good(await open(true));
    expect((await latestInstant(host)) ?? 0).toBeLessThan(ports.now());
    await counter.close(100);
    good(await open(false));
  });
});
