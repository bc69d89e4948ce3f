import type { SessionView } from '#shared/contract/session.ts';

/** A register in the middle of a day. */
export const sampleSession: SessionView = {
  mode: 'open',
  store: {
    store: 'R01',
    register: '2',
    name: 'Riverside',
    currency: { code: 'CNY', exponent: 2, denominations: [10_000, 5000, 2000, 1000, 500, 100, 50, 10] },
    timeZone: 'Asia/Shanghai',
    locale: 'en',
    priceMode: 'inclusive',
    cashRounding: { step: 10, mode: 'down' },
    idleLockMinutes: 10,
    unusualQuantity: 999_000,
    demo: true,
  },
  link: null,
  returnKey: null,
  person: { id: 'p1', name: 'Mei Lin', role: 'Clerk', grants: { 'sale.sell': { state: 'allowed' } } },
  shift: {
    id: 's1',
    businessDate: '2026-11-22',
    openedAt: Date.parse('2026-11-22T00:57:00Z'),
    counting: false,
    overdue: false,
  },
  printer: { state: 'ready', waiting: 0, forTap: 0, asked: 0 },
  clock: { now: Date.parse('2026-11-22T06:07:00Z'), behindMs: 0 },
  notices: [],
  device: { locale: null, theme: 'light', keys: {}, volume: 50 },
};

export const sampleNames = [
  'Chocolate Oat Bar, Almond & Sea Salt',
  'Oat Drink Chocolate 1 L',
  'Chocolate Chip Oat Cookies 200 g',
  '有机巧克力燕麦片 500g',
  'Granola Dark Chocolate & Oats',
  'Oat Flakes with Chocolate Pieces, Family Pack, 1.5 kg',
  'Barre céréales avoine chocolat noir',
  'Haferkekse Zartbitter',
  'Donaudampfschifffahrtsgesellschaftskapitänsmützenpralinen',
  '茶与饮料',
] as const;
