import { expect, test } from 'vitest';
import { type Entry, unseal } from '../entry.ts';
import { lifted, projectEntry } from '../registry.ts';
import { soldTicket } from '../tables/ticket.ts';
import { saleCompleted } from './sale-completed.ts';

const utf8 = (text: string): Uint8Array => Buffer.from(text, 'utf8');
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');

/** The bytes of a sale of one unlisted item, as version 1 wrote them. */
const former = unseal(
  {
    header: utf8(
      '["0198f3a0-0000-7000-8000-000000000002","device-1","1-00000000000000aa",8,"sale.completed",1,1795000000000,"p1","R01",null]',
    ),
    body: utf8(
      '{"sale":"s1","number":"R01-1-000001","counter":1,"register":"1","businessDate":"2026-11-21","currency":"CNY","exponent":2,' +
        '"priceMode":"inclusive","ticket":{"id":"t1","openedAt":1795000000000},"clerk":"p1","lines":[{"line":1,"product":null,' +
        '"category":"food","name":"Tea","unit":"piece","barcode":null,"qty":1000,"price":1200,"listPrice":1200,"amount":1200,' +
        '"adjustments":[],"net":1062,"tax":138,"gross":1200,"taxClass":"standard","taxLetter":"A","taxRates":[130000],"taxParts":[138],' +
        '"taxCode":null,"cost":null,"note":""}],"taxes":[{"letter":"A","taxClass":"standard","rate":130000,"net":1062,"tax":138,' +
        '"gross":1200}],"subtotal":1200,"discount":0,"tax":138,"total":1200,"rounding":0,"tenders":[{"tender":"cash","kind":"cash",' +
        '"name":"Cash","tendered":1200,"amount":1200,"reference":null,"payment":null}],"change":0,"items":1,"note":"",' +
        '"returnUntil":"2026-12-21","moves":[],"trace":[],"approvals":[]}',
    ),
  },
  { utf8, text, sha256: () => utf8('') },
);

test('a sale of version 1 is read as one of a ticket that was never parked, and projects to the rows today’s would', () => {
  const today = lifted(former, saleCompleted) as Entry;
  expect(today).toEqual({ ...former, v: 2, body: { ...(former.body as object), taken: null } });
  expect(saleCompleted.body.safeParse(today.body).success).toBe(true);
  expect(saleCompleted.body.safeParse(former.body).success).toBe(false);
  expect(projectEntry(former)).toEqual(projectEntry(today));
});

test('only a ticket that was parked has a row that tells what it was at first', () => {
  const rows = (taken: object | null) =>
    projectEntry({ ...former, v: 2, body: { ...(former.body as object), taken } }).filter(
      ({ table }) => table === soldTicket,
    );
  expect(rows(null)).toEqual([]);
  expect(rows({ root: 't0', copy: true })).toMatchObject([{ row: { store: 'R01', root: 't0', sale: 's1' } }]);
});
