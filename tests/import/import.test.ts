import { deflateRawSync, gzipSync } from 'node:zlib';
import ExcelJS from 'exceljs';
import iconv from 'iconv-lite';
import { afterEach, describe, expect, it } from 'vitest';
import type { ImportPlan } from '#node/import/import-plan.ts';
import type { ImportView } from '#node/import/import-row.ts';
import {
  anImportRegister,
  by,
  type ImportRegister,
  importFile,
  names,
  PLAN,
  PRICED,
} from './import-register.ts';

let register: ImportRegister | undefined;
afterEach(async () => {
  await register?.close();
  register = undefined;
});
const start = async () => {
  register = await anImportRegister();
  return register;
};

const problems = (view: Pick<ImportView, 'errors'>) =>
  view.errors.map((e) => `${e.line} ${e.column ?? '-'} ${e.code}`);

const CSV = '条码,品名,售价\n3017620422003,能多益,12.90\n4006381333931,"Stabilo, ""Boss""",￥8.5\n';

describe('a file', () => {
  it.each([
    ['UTF-8', Buffer.from(CSV)],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${CSV}`)],
    ['UTF-16 LE', Buffer.from(`\ufeff${CSV}`, 'utf16le')],
    ['UTF-16 BE', Buffer.from(`\ufeff${CSV}`, 'utf16le').swap16()],
    ['UTF-16 LE without a mark', Buffer.from(`${CSV}${'4006381333931,Pen,1.00\n'.repeat(9)}`, 'utf16le')],
    ['GB18030', gb18030(CSV)],
    ['gzip', gzipSync(CSV)],
    ['old line ends', Buffer.from(CSV.replaceAll('\n', '\r'))],
    ['Windows line ends', Buffer.from(CSV.replaceAll('\n', '\r\n'))],
    ['tabs', Buffer.from(CSV.replace('"Stabilo, ""Boss"""', 'Stabilo, "Boss"').replaceAll(/,(?! )/g, '\t'))],
    ['semicolons and comma decimals', Buffer.from(CSV.replaceAll(/,(?! )/g, ';').replace('12.90', '12,90'))],
  ])('in %s reads the same', async (_how, content) => {
    const r = await start();
    const path = r.file('products.csv', content);
    const { suggestion } = await r.imports.preview(path);
    expect(suggestion).toEqual({ columns: { barcode: 0, name: 1, price: 2 }, headerRows: 1 });
    await importFile(r, path);
    expect(r.products().filter((p) => p.name !== 'Pen')).toEqual([
      { name: 'Stabilo, "Boss"', price: 850, barcodes: '["4006381333931"]', active: 1 },
      { name: '能多益', price: 1290, barcodes: '["3017620422003"]', active: 1 },
    ]);
  });

  it('that is a workbook reads like any other', async () => {
    const r = await start();
    const book = new ExcelJS.Workbook();
    const sheet = book.addWorksheet('商品');
    sheet.addRow(['条码', '品名', '售价', '分类']);
    sheet.addRow([3017620422003, '能多益', 12.9, '饮料']);
    sheet.addRow([49000028911, 'Cola', { formula: '1+1.5', result: 2.5 }, 'Soft drinks']);
    const path = r.file('products.xlsx', Buffer.from(await book.xlsx.writeBuffer()));
    const { suggestion } = await r.imports.preview(path);
    await importFile(r, path, { ...PLAN, ...suggestion });
    expect(r.products()).toMatchObject([
      { name: 'Cola', price: 250, barcodes: '["049000028911"]' },
      { name: '能多益', price: 1290 },
    ]);
    expect(r.store.reading.prepare('select name from category order by sort').pluck().all()).toEqual([
      'Drinks',
      'Soft drinks',
    ]);
  });

  it('between tabs keeps quotes that are no quoted cells', async () => {
    const r = await start();
    const path = r.file(
      'gtin.tsv',
      '3017620422003\t"Bio" Milk\n4006381333931\t"Open\n96385074\t"Whole"\n5000159484695\t12" pizza\n',
    );
    await importFile(r, path, PLAN);
    expect(names(r)).toEqual(['"Bio" Milk', '"Open', '12" pizza', 'Whole']);
  });

  it('without headers is known by what is in it', async () => {
    const r = await start();
    const path = r.file('gtin.tsv', '3017620422003\tNutella\n4006381333931\tStabilo\n');
    expect((await r.imports.preview(path)).suggestion).toEqual({
      columns: { barcode: 0, name: 1 },
      headerRows: 0,
    });
  });
});

describe('bad lines', () => {
  it('are told one by one and cost no other line', async () => {
    const r = await start();
    const path = r.file(
      'bad.csv',
      [
        'barcode,name,price',
        '3017620422003,Good,1.00',
        '3017620422004,Wrong check digit,1.00',
        '3017620422003,Twice,1.00',
        '4006381333931,,1.00',
        '4006381333931,Price,abc',
        '4006381333931,"Open,1.00',
        '5000159484695,After,2.00',
        '5000159407236,"In"side,2.00',
        '96385074,Last,3.00',
      ].join('\n'),
    );
    const dry = await r.imports.dryRun(path, PRICED);
    expect([dry.toAdd, dry.toChange, dry.counts, dry.sample.map((s) => s.set.name), r.products()]).toEqual([
      3,
      0,
      { rows: 9, refused: 6, skipped: 0, withoutStock: 0 },
      ['Good', 'After', 'Last'],
      [],
    ]);
    const view = await importFile(r, path);
    expect([names(r), view.state, view.added, view.refused]).toEqual([
      ['After', 'Good', 'Last'],
      'done',
      3,
      6,
    ]);
    expect(problems(view)).toEqual([
      '3 barcode CHECK_DIGIT',
      '4 barcode BARCODE_TWICE',
      '5 name NAME_MISSING',
      '6 price PRICE_INVALID',
      '7 - QUOTE_OPEN',
      '9 - QUOTE_INSIDE',
    ]);
    expect(r.imports.errorsCsv(view)).toBe(
      '\ufeffline,column,problem,value\r\n3,barcode,CHECK_DIGIT,3017620422004\r\n4,barcode,BARCODE_TWICE,3017620422003 = 2\r\n5,name,NAME_MISSING,\r\n6,price,PRICE_INVALID,abc\r\n7,,QUOTE_OPEN,\r\n9,,QUOTE_INSIDE,\r\n',
    );
  });

  it('with a wrong check digit are taken when that was asked for', async () => {
    const r = await start();
    const path = r.file('own.csv', 'barcode,name,price\n3017620422004,Own,1\n');
    await importFile(r, path, { ...PRICED, badCheckDigits: 'accept' });
    expect(names(r)).toEqual(['Own']);
  });

  it('of 100 MB are refused without being kept', async () => {
    const r = await start();
    const long = Buffer.alloc(100 * 1024 * 1024, 'x');
    const path = r.file(
      'long.csv',
      Buffer.concat([
        Buffer.from('barcode,name,price\n3017620422003,Before,1\n'),
        long,
        Buffer.from('\n4006381333931,After,1\n'),
      ]),
    );
    const before = process.memoryUsage().rss;
    const view = await importFile(r, path);
    expect([names(r), problems(view)]).toEqual([['After', 'Before'], ['3 - LINE_TOO_LONG']]);
    expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1024 * 1024);
  });
});

describe('a file that can not be read', () => {
  it.each([
    [
      'another encoding further on',
      Buffer.concat([
        Buffer.from(CSV),
        Buffer.from('4006381333931,'.repeat(30_000)),
        Buffer.from([0x0a, 0xff, 0xfe, 0xff]),
      ]),
      'encoding:4',
    ],
    [
      'bytes of a picture',
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0x00, 0xfe, 0xff, 0x80, 0x00, 0x00]),
      'encoding',
    ],
    ['nothing', Buffer.alloc(0), 'empty'],
    ['half an archive', gzipSync(Buffer.from(CSV.repeat(9))).subarray(0, 60), 'archive-damaged:2'],
    ['a bomb that says so', zipOf('xl/worksheets/sheet1.xml', 300 * 1024 * 1024), 'archive-too-large'],
    ['a bomb that lies', zipOf('xl/worksheets/sheet1.xml', 300 * 1024 * 1024, 1000), 'archive-too-large'],
    ['an archive cut off', zipOf('xl/workbook.xml', 100).subarray(0, 60), 'archive-damaged'],
  ])('(%s) imports nothing and says why', async (_what, content, reason) => {
    const r = await start();
    const view = await importFile(r, r.file('broken.xlsx', content));
    expect([view.state, view.reason, view.added, r.products()]).toEqual(['failed', reason, 0, []]);
  });
});

describe('what is known already', () => {
  const KNOWN = 'barcode,name,price\n3017620422003,Nutella,9.90\n';
  it.each([
    ['update', [['Nutella', 990]], { added: 0, changed: 1, refused: 0 }],
    ['skip', [['能多益', 1290]], { added: 0, changed: 0, refused: 0 }],
    ['refuse', [['能多益', 1290]], { added: 0, changed: 0, refused: 1 }],
  ] as const)('can be told to %s', async (known, expected, counts) => {
    const r = await start();
    await importFile(r, r.file('first.csv', '条码,品名,售价\n3017620422003,能多益,12.90\n'));
    const view = await importFile(r, r.file('second.csv', KNOWN), { ...PRICED, known });
    expect(r.products().map((p) => [p.name, p.price])).toEqual(expected);
    expect(view).toMatchObject(counts);
  });

  it('writes nothing for a row that changes nothing', async () => {
    const r = await start();
    await importFile(r, r.file('first.csv', KNOWN));
    const before = r.store.head().position;
    const view = await importFile(r, r.file('again.csv', KNOWN));
    expect([r.store.head().position, view.changed, view.state]).toEqual([before, 0, 'done']);
  });
});

const STOCKED: ImportPlan = { ...PRICED, columns: { ...PRICED.columns, 'on-hand': 3, cost: 4 } };
const stock = (r: ImportRegister) =>
  r.store.reading
    .prepare(
      `select p.name, b.on_hand, b.value, s.known from balance b join product p on p.id = b.item
       join item_stat s on s.item = b.item where b.location = 'SALEABLE' order by p.name`,
    )
    .all() as { name: string; on_hand: number; value: number; known: number }[];

describe('stock that can not be taken', () => {
  const FILE = [
    'barcode,name,price,on hand,cost',
    '3017620422003,Sold below zero,1.00,-5,1.00',
    '4006381333931,Bookkeeper,1.00,(12.5),',
    '5000159484695,Typeset,1.00,\u22123,',
    '96385074,Trailing,1.00,2-,',
    '5901234123457,No figure,1.00,n/a,',
    '6901234567892,Too much,1.00,99999999999,',
    '4012345678901,Nothing,1.00,-0.000,',
    '4000417025005,Long nought,1.00,12.5000,2.00',
    '4000417025005,Twice,1.00,-1,',
  ].join('\n');
  const FOUND = [
    '2 on-hand STOCK_NEGATIVE',
    '3 on-hand STOCK_NEGATIVE',
    '4 on-hand STOCK_NEGATIVE',
    '5 on-hand STOCK_NEGATIVE',
    '6 on-hand STOCK_INVALID',
    '7 on-hand STOCK_INVALID',
    '10 barcode BARCODE_TWICE',
  ];

  it('costs no product: trial, run and the file of errors say so line by line, and it stays unknown', async () => {
    const r = await start();
    const path = r.file('stock.csv', FILE);
    const dry = await r.imports.dryRun(path, STOCKED);
    expect([dry.toAdd, dry.counts, problems(dry)]).toEqual([
      8,
      { rows: 9, refused: 1, skipped: 0, withoutStock: 6 },
      FOUND,
    ]);
    const view = await importFile(r, path, STOCKED);
    expect([view.state, view.added, view.refused, view.withoutStock, problems(view)]).toEqual([
      'done',
      8,
      1,
      6,
      FOUND,
    ]);
    // A zero is a count as good as any: from then on the level is known.
    expect(stock(r)).toEqual([
      { name: 'Long nought', on_hand: 12_500, value: 25_000_000, known: 1 },
      { name: 'Nothing', on_hand: 0, value: 0, known: 1 },
    ]);
    expect(r.imports.errorsCsv(view).split('\r\n').slice(1, 4)).toEqual([
      "2,on-hand,STOCK_NEGATIVE,'-5",
      '3,on-hand,STOCK_NEGATIVE,(12.5)',
      '4,on-hand,STOCK_NEGATIVE,\u22123',
    ]);
  });

  it('since the store knows it already is said by the trial too, in the order of the file', async () => {
    const r = await start();
    const lines =
      '4006381333931,Below,1.00,-1\n5000159484695,Known,4.00,12\n,,,\n4012345678901,Price,abc,1\n';
    const path = r.file('s.csv', `barcode,name,price,on hand\n${lines}`);
    await importFile(r, path, STOCKED);
    const expected = ['2 on-hand STOCK_NEGATIVE', '3 on-hand STOCK_KNOWN', '5 price PRICE_INVALID'];
    const dry = await r.imports.dryRun(path, STOCKED);
    const view = await importFile(r, path, STOCKED);
    expect([problems(dry), dry.counts.withoutStock, problems(view), view.withoutStock]).toEqual([
      expected,
      2,
      expected,
      2,
    ]);
    expect(stock(r)).toEqual([{ name: 'Known', on_hand: 12_000, value: 0, known: 1 }]);
    expect(r.imports.errorsCsv(view).split('\r\n').slice(1)).toEqual([
      "2,on-hand,STOCK_NEGATIVE,'-1",
      '3,on-hand,STOCK_KNOWN,12',
      '5,price,PRICE_INVALID,abc',
      '',
    ]);
  });
});

describe('undo', () => {
  it('brings back what was, keeps what was edited since, and reverses openings', async () => {
    const r = await start();
    await importFile(r, r.file('old.csv', 'barcode,name,price\n3017620422003,Old name,1.00\n'));
    const view = await importFile(
      r,
      r.file(
        'new.csv',
        'barcode,name,price,on hand,cost\n3017620422003,New name,2.00,,\n4006381333931,Edited,3.00,,\n5000159484695,Stocked,4.00,12,1.5\n',
      ),
      STOCKED,
    );
    expect(stock(r)).toEqual([{ name: 'Stocked', on_hand: 12_000, value: 18_000_000, known: 1 }]);
    await importFile(r, r.file('edit.csv', 'barcode,name,price\n4006381333931,Edited since,3.50\n'));
    const undone = await r.imports.undo(by('undo'), view.id);
    await r.imports.idle();
    expect(undone.ok).toBe(true);
    expect(r.products().map((p) => [p.name, p.price])).toEqual([
      ['Edited since', 350],
      ['Old name', 100],
    ]);
    expect(stock(r)).toEqual([{ name: 'Stocked', on_hand: 0, value: 0, known: 0 }]);
    expect(await r.imports.get(view.id)).toMatchObject({ state: 'undone', kept: 1 });
    expect(await r.imports.undo(by('again'), view.id)).toMatchObject({
      ok: false,
      error: { code: 'NOTHING_TO_UNDO' },
    });
  });

  it('takes back the stock of products it did not change, over all its parts', async () => {
    const r = await start();
    const rows = Array.from({ length: 1_200 }, (_, at) => `P${at},${(at % 9) + 1}`).join('\n');
    const path = r.file('stocked.csv', `sku,on hand\n${rows}`);
    const names = r.file('names.csv', `sku,name\n${rows.replaceAll(/,\d/g, ',Product')}`);
    await importFile(r, names, { ...PLAN, headerRows: 1, columns: { sku: 0, name: 1 } });
    const view = await importFile(r, path, { ...PLAN, headerRows: 1, columns: { sku: 0, 'on-hand': 1 } });
    expect([view.added, view.changed, view.undoable, stock(r).length]).toEqual([0, 0, true, 1_200]);
    await r.imports.undo(by('undo'), view.id);
    await r.imports.idle();
    expect([r.products().length, stock(r).filter((each) => each.known > 0 || each.on_hand !== 0)]).toEqual([
      1_200,
      [],
    ]);
    expect((await r.imports.get(view.id))?.state).toBe('undone');
  });
});

function gb18030(text: string): Buffer {
  return iconv.encode(text, 'gb18030');
}

/** A zip of one part of zeros, whose directory may state another size than it has. */
function zipOf(name: string, size: number, stated = size): Buffer {
  const data = deflateRawSync(Buffer.alloc(size));
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(8, 8);
  local.writeUInt32LE(data.length, 18);
  local.writeUInt32LE(stated, 22);
  local.writeUInt16LE(name.length, 26);
  const central = Buffer.alloc(46);
  central.writeUInt32LE(0x02014b50, 0);
  central.writeUInt16LE(8, 10);
  central.writeUInt32LE(data.length, 20);
  central.writeUInt32LE(stated, 24);
  central.writeUInt16LE(name.length, 28);
  const start = 30 + name.length + data.length;
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(46 + name.length, 12);
  end.writeUInt32LE(start, 16);
  return Buffer.concat([local, Buffer.from(name), data, central, Buffer.from(name), end]);
}
