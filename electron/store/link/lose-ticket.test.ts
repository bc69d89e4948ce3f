import DatabaseFile from 'better-sqlite3';
import { expect, test } from 'vitest';
import { createExecutor } from '../executor.ts';
import { MIGRATIONS, migrate } from '../migrate.ts';
import { loseTicket } from './lose-ticket.ts';

const GIVEN = { park: 'p1', register: '2', device: 'device-2', by: 'mei' as never };

function counter(cart: object) {
  const db = new DatabaseFile(':memory:');
  migrate(db, MIGRATIONS);
  const body = JSON.stringify({ id: 't1', label: 3, tenders: [], ...cart });
  db.prepare('insert into local_cart (id, label, version, opened_at, body) values (?, 3, 1, 1, ?)').run(
    't1',
    body,
  );
  const executor = createExecutor(db);
  return {
    lose: (device = 'device-1') => loseTicket({ db, executor }, GIVEN, { device, at: 7 }),
    open: () => db.prepare('select count(*) from local_cart').pluck().get(),
    lost: () => db.prepare('select label, register, at, kept from local_lost_ticket').all(),
  };
}
const taken = { park: 'p1', root: 't1', copyOf: null };

test('a ticket given to another register closes here, and it is written down', () => {
  const { lose, open, lost } = counter({ taken });
  lose();
  expect([open(), lost()]).toEqual([0, [{ label: 3, register: '2', at: 7, kept: 0 }]]);
});

test('one that holds money stays, and it is written down', () => {
  const { lose, open, lost } = counter({ taken, tenders: [{ id: 'm1', amount: 500 }] });
  lose();
  expect([open(), lost()]).toEqual([1, [{ label: 3, register: '2', at: 7, kept: 1 }]]);
});

test.each([
  ['it was given to this register', { taken }, 'device-2'],
  ['it is a copy', { taken: { ...taken, copyOf: { register: '1', label: 1 } } }, 'device-1'],
  ['it was taken up from a later park', { taken: { ...taken, park: 'p2' } }, 'device-1'],
  ['it was never parked', {}, 'device-1'],
])('nothing is lost where %s', (_, cart, device) => {
  const { lose, open, lost } = counter(cart);
  lose(device);
  expect([open(), lost()]).toEqual([1, []]);
});
