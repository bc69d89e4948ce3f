import { describe, expect, it } from 'vitest';
import { productChanged } from './entries/catalog.ts';
import { type Entry, unseal } from './entry.ts';
import { entryType } from './entry-type.ts';
import { lifted, projectEntry } from './registry.ts';

const utf8 = (text: string): Uint8Array => Buffer.from(text, 'utf8');
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');

/** The bytes of a product added at the till, as version 1 wrote them. */
const header = utf8(
  '["0198f3a0-0000-7000-8000-000000000001","device-1","1-00000000000000aa",7,"product.changed",1,1795000000000,"p1","R01",null]',
);
const body = utf8(
  '{"product":{"id":"apple","name":"红富士苹果","names":{},"sku":null,"barcodes":["6901234567892"],"unit":"kg","price":1490,' +
    '"taxClass":"vat","category":null,"picture":null,"active":true,"minStock":null,"taxCode":null},"before":null,"how":"quick-add"}',
);

describe('an entry of a former version', () => {
  const former = unseal({ header, body }, { utf8, text, sha256: () => utf8('') });

  it('is read as today’s: a product that was added without its approval has none', () => {
    const today = lifted(former, productChanged);
    expect(today).toEqual({ ...former, v: 2, body: { ...(former.body as object), approvals: [] } });
    expect(productChanged.body.safeParse(today?.body).success).toBe(true);
    expect(productChanged.body.safeParse(former.body).success).toBe(false);
  });

  it('projects to the rows today’s would', () => {
    const today = lifted(former, productChanged) as Entry;
    expect(projectEntry(former)).toEqual(projectEntry(today));
    expect(projectEntry(former)[0]).toMatchObject({ do: 'upsert', row: { id: 'apple', price: 1490 } });
  });

  it('passes every upcaster from its own version on', () => {
    const third = entryType('tested', {
      ...productChanged,
      v: 3,
      upcasters: [(first) => ({ ...first, b: 1 }), (second) => ({ ...second, c: 2 })],
    });
    const bodyOf = (v: number) => lifted({ ...former, v, body: { a: 0 } }, third)?.body;
    expect([1, 2, 3].map(bodyOf)).toEqual([{ a: 0, b: 1, c: 2 }, { a: 0, c: 2 }, { a: 0 }]);
  });

  it.each([0, 3])('of version %d is not known', (v) => {
    expect(lifted({ ...former, v }, productChanged)).toBeNull();
    expect(() => projectEntry({ ...former, v })).toThrow(`unknown entry product.changed v${v}`);
  });
});

it('a kind of fact that could not read its former versions is refused', () => {
  expect(() => entryType('tested', { ...productChanged, v: 3 })).toThrow('tested v3 reads 1 former versions');
});
