import { expect, test } from 'vitest';
import { id, openShop, type RegisterClient } from './open-host.ts';

const YEAR = { from: '2026-01-01', to: '2026-12-31' };

/** A sale of so many lines, each of its own name. */
async function sellLines(clerk: RegisterClient, lines: number) {
  let ticket: Awaited<ReturnType<RegisterClient['tickets']['addOpenPrice']>>['ticket'] | null = null;
  for (let line = 1; line <= lines; line++) {
    const item = { category: 'general', barcode: null, name: `Item "${line}", 苹果`, price: 100 };
    const added = await clerk.tickets.addOpenPrice({
      commandId: id(),
      ticket: ticket?.id ?? null,
      ...item,
    });
    ticket = added.ticket;
  }
  if (ticket === null) throw new Error('nothing was sold');
  const tenders = [{ tender: 'cash', amount: ticket.total, reference: null }];
  return clerk.sales.complete({ commandId: id(), ticket: ticket.id, version: ticket.version, tenders });
}

async function inParts<At>(
  part: (after?: At) => Promise<{ csv: string; name: string; next: At | null }>,
): Promise<string[]> {
  const parts: string[] = [];
  let read = await part();
  for (; read.next !== null; read = await part(read.next)) parts.push(read.csv);
  return [...parts, read.csv];
}

test('the parts of an export are one file: one mark, one line of names, every line once, and the Z reports beside it', async () => {
  const { owner, clerk } = await openShop();
  const { shift } = await owner.shifts.open({ commandId: id(), counted: [] });
  const numbers: string[] = [];
  for (let sale = 0; sale < 6; sale++) numbers.push((await sellLines(clerk, 90)).number);
  const declared = (await owner.shifts.x()).tenders
    .filter((each) => each.declared && each.kind !== 'cash')
    .map(({ tender }) => ({ tender, amount: 0 }));
  await owner.shifts.close({ commandId: id(), shift, counted: [], declared, tickets: 'keep', note: '' });

  const parts = await inParts<Awaited<ReturnType<typeof owner.reports.salesCsv>>['next']>((after) =>
    owner.reports.salesCsv({ ...YEAR, ...(after ? { after } : {}) }),
  );
  expect(parts.length).toBeGreaterThan(1);
  const file = parts.join('');
  expect([file.startsWith('\ufeffkind,number,'), file.lastIndexOf('\ufeff')]).toEqual([true, 0]);
  const [, ...records] = file.trimEnd().split('\r\n');
  const sold = numbers.flatMap((number) => Array.from({ length: 90 }, (_, at) => [number, String(at + 1)]));
  expect(records.map((record) => [record.split(',')[1], record.split(',')[6]])).toEqual(sold);
  expect(records[0]).toContain('"Item ""1"", 苹果"');

  const z = await owner.reports.zCsv(YEAR);
  expect(z).toMatchObject({ name: 'z-reports-2026-01-01-2026-12-31.csv', next: null });
  expect(z.csv.trimEnd().split('\r\n')).toHaveLength(1 + declared.length + 1);
});

test('every part walks an index from its place: none reads what the parts before it read', async () => {
  const { host, owner, clerk } = await openShop();
  await owner.shifts.open({ commandId: id(), counted: [] });
  await sellLines(clerk, 1);
  const { reading } = host.register.store;
  const statements: string[] = [];
  const prepare = reading.prepare.bind(reading);
  reading.prepare = (sql: string) => {
    statements.push(sql);
    return prepare(sql);
  };
  await owner.reports.salesCsv(YEAR);
  await owner.reports.zCsv(YEAR);
  const walks = statements.filter((sql) => sql.includes('business_date'));
  expect(walks).toHaveLength(3);
  for (const sql of walks) {
    const rows = prepare(`explain query plan ${sql}`).all(Array(sql.split('?').length - 1).fill('')) as {
      readonly detail: string;
    }[];
    const plan = rows.map(({ detail }) => detail).join('\n');
    expect(plan).toMatch(/SEARCH .*\(business_date,\w+,\w+\)>\(\?,\?,\?\)/);
    expect(plan).not.toMatch(/SCAN|TEMP B-TREE FOR ORDER BY/);
  }
});
