import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createUploads } from '#node/import/uploads.ts';
import { freshFolder, id, openShop } from './open-host.ts';

test('a piece the disk would not take is not counted as taken: sent again, the file is whole', async () => {
  const root = freshFolder();
  mkdirSync(root, { recursive: true });
  let made = 0;
  const uploads = createUploads(root, {
    now: () => Date.now(),
    newId: () => `u${++made}`,
    mostBytes: 1024,
    keepMs: 1000,
  });
  const piece = (upload: string | null, offset: number, text: string, last: boolean) =>
    uploads.add({ upload, name: 'list.csv', offset, bytes: Buffer.from(text), last });
  const first = await piece(null, 0, 'name\n', false);
  if (!first.ok) throw new Error(first.error.code);
  const { id, path } = first.value;
  // The folder is gone for a moment: what a full disk does to a write, without filling one.
  const bytes = await readFile(path);
  rmSync(join(root, 'uploads'), { recursive: true });
  await expect(piece(id, 5, 'Milk\n', false)).rejects.toThrow();
  mkdirSync(join(root, 'uploads'));
  writeFileSync(path, bytes);
  expect(await piece(id, 5, 'Milk\n', false)).toMatchObject({ ok: true, value: { size: 10 } });
  expect(await piece(id, 10, 'Tea\n', true)).toMatchObject({ ok: true, value: { complete: true } });
  expect(await readFile(path, 'utf8')).toBe('name\nMilk\nTea\n');
});

test('a logo is one that slips can carry', async () => {
  const { owner } = await openShop();
  const { store: _s, register: _r, currency: _c, denominations: _d, ...value } = await owner.settings.get();
  const save = (logo: string) =>
    owner.settings.save({ commandId: id(), value: { ...value, receipt: { ...value.receipt, logo } } });
  const keep = async (bytes: Uint8Array) =>
    (await owner.catalog.savePicture({ data: Buffer.from(bytes).toString('base64') })).picture;
  const refused = (problem: string) => ({
    data: { code: 'SETTING_INVALID', data: { field: 'logo', problem } },
  });
  const png = (width: number) =>
    Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1'), sizes(width, 100)]);
  await expect(save('../pepper')).rejects.toMatchObject(refused('not-kept'));
  await expect(save('0'.repeat(64))).rejects.toMatchObject(refused('not-kept'));
  await expect(save(await keep(Buffer.from('\xff\xd8\xff…', 'latin1')))).rejects.toMatchObject(
    refused('not-png'),
  );
  await expect(save(await keep(png(4000)))).rejects.toMatchObject(refused('too-large'));
  expect(await save(await keep(png(300)))).toEqual({});
});

function sizes(width: number, height: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeUInt32BE(width, 0);
  bytes.writeUInt32BE(height, 4);
  return bytes;
}
