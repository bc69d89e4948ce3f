import { bool, int, nullable, text } from '../column.ts';
import { table } from '../table.ts';

/** Prices somebody set for later: when they hold, in minutes of each store's own clock (`2026-12-01T08:00`). */
export const priceSchedule = table('price_schedule', {
  room: 'catalog',
  columns: {
    id: text(),
    name: text(),
    from_minute: text(),
    until_minute: nullable(text()),
    cancelled: bool(),
    products: int(),
    by: text(),
    at: int(),
    rev: int(),
  },
  key: ['id'],
  indexes: [{ columns: ['from_minute', 'id'] }],
});

export const scheduledPrice = table('scheduled_price', {
  room: 'catalog',
  columns: { product: text(), schedule: text(), price: int(), rev: int() },
  key: ['product', 'schedule'],
  indexes: [{ columns: ['schedule', 'product'] }],
});
