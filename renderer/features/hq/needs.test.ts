import { describe, expect, test } from 'vitest';
import type { DeviceRow } from '#shared/contract/hq/stores.ts';
import { formatsFor } from '#shared/format/index.ts';
import { translator } from '#shared/i18n/index.ts';
import { deviceState, skewWords } from './device-state.ts';
import { type ChainState, needsOf } from './needs.ts';

const NOW = Date.UTC(2026, 10, 26, 9);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const t = translator('en');
const formats = formatsFor({
  locale: 'en',
  timeZone: 'Asia/Shanghai',
  currency: { code: 'CNY', exponent: 2 },
});

const aRegister = (given: Partial<DeviceRow> = {}): DeviceRow => ({
  device: 'd1',
  store: 'R01',
  storeName: 'Riverside',
  register: '1',
  name: 'Front left',
  state: 'online',
  copied: false,
  version: '0.1.0',
  epoch: '1-00',
  seq: 88,
  lastSeen: NOW - 4000,
  skew: 200,
  waiting: 0,
  waitingSince: null,
  notPosted: 0,
  comparedAt: null,
  enrolledAt: 0,
  handOver: null,
  missing: 0,
  former: null,
  ...given,
});

const STOPPED = { why: 'REFUSED', kind: 'setting', name: 'scaleRules' } as const;

describe('what needs a person', () => {
  const of = (given: Partial<ChainState>) =>
    needsOf(
      {
        devices: [aRegister()],
        openExceptions: 0,
        keptFacts: 0,
        undecidedRoles: 0,
        hasProducts: true,
        ...given,
      },
      { t, age: formats.age, now: NOW },
    ).map(({ id, tone }) => `${tone}: ${id}`);

  test.each<[string, Partial<ChainState>, string[]]>([
    ['a chain that is well needs nobody', {}, []],
    ['no register yet', { devices: [] }, ['plain: no-register']],
    ['one that was revoked is none', { devices: [aRegister({ state: 'revoked' })] }, ['plain: no-register']],
    ['roles from before a right', { undecidedRoles: 2 }, ['warn: new-rights']],
    ['no products yet', { hasProducts: false }, ['plain: no-products']],
    [
      'facts that have waited for a quarter of an hour',
      { devices: [aRegister({ waiting: 3, waitingSince: NOW - 15 * MINUTE })] },
      ['warn: waits d1'],
    ],
    [
      'facts that have just been made',
      { devices: [aRegister({ waiting: 3, waitingSince: NOW - 14 * MINUTE })] },
      [],
    ],
    [
      'a day of silence, which says more than what waits',
      {
        devices: [
          aRegister({
            state: 'silent',
            lastSeen: NOW - 24 * HOUR,
            waiting: 9,
            waitingSince: NOW - 24 * HOUR,
          }),
        ],
      },
      ['bad: silent d1'],
    ],
    ['a clock that is late', { devices: [aRegister({ skew: -5 * MINUTE })] }, ['warn: clock d1']],
    [
      'the worst first',
      { devices: [], openExceptions: 2, keptFacts: 1, hasProducts: false },
      ['bad: exceptions', 'warn: kept', 'plain: no-register', 'plain: no-products'],
    ],
  ])('%s', (_what, state, needs) => expect(of(state)).toEqual(needs));
});

describe('a register in one word', () => {
  test.each<[Partial<DeviceRow>, string]>([
    [{}, 'good: Online'],
    [{ state: 'new', lastSeen: null }, 'warn: Enrolled, not heard of yet'],
    [{ state: 'silent', lastSeen: NOW - 2 * HOUR }, 'warn: Silent for 2 hr'],
    [{ state: 'silent', lastSeen: NOW - 50 * HOUR }, 'bad: Silent for 2 days'],
    [{ waiting: 4, waitingSince: NOW - HOUR }, 'warn: Online, holds facts back'],
    [{ skew: 6 * MINUTE }, 'warn: Online, clock is off'],
    [{ handOver: { done: 1, total: 3, stopped: null } }, 'warn: Handing over · 1 of 3'],
    [{ handOver: { done: 1, total: 3, stopped: STOPPED } }, 'bad: Handing over, stopped'],
    [{ copied: true }, 'bad: Two devices with its key'],
    [{ state: 'revoked', copied: true }, 'plain: Revoked'],
  ])('%o', (given, said) => {
    const { tone, words } = deviceState(aRegister(given), { t, formats, now: NOW });
    expect(`${tone}: ${words}`).toBe(said);
  });

  test.each([
    [null, '–'],
    [999, 'right'],
    [7 * MINUTE, '7 min ahead'],
    [-2 * HOUR, '2 hr late'],
  ])('a clock off by %s ms', (skew, said) => expect(skewWords(skew, { t, formats })).toBe(said));
});
