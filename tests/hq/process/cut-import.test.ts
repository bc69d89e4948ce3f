import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { pgBinaries } from '#server/cluster/binaries.ts';
import { overHttp } from '../hq-place.ts';
import { foundOwner } from './owner.ts';
import { runHq } from './running-hq.ts';

const missing = 'missing' in (await pgBinaries());
const MANY = 40_000;

test.skipIf(missing)(
  'headquarters is killed in the midst of an import: it says so, holds whole parts, and either way out is open',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'mlhq-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const left = (pid: number | undefined) =>
      readdirSync(tmpdir()).filter((name) => name.startsWith(`mallard-hq-import-${pid}-`));
    const first = await runHq(folder);
    const { client, cookie } = await foundOwner(first.address);
    const lines = Array.from({ length: MANY }, (_, n) => `Item ${n},SKU-${n},${n % 90}.50`);
    const send = async ({ imports }: typeof client) => {
      const bytes = Buffer.from(['Name,SKU,Price', ...lines].join('\n'));
      let upload: string | null = null;
      for (let offset = 0; offset < bytes.length; offset += 400_000) {
        const piece = bytes.subarray(offset, offset + 400_000);
        const last = offset + piece.length === bytes.length;
        const data = piece.toString('base64');
        const sent = await imports.upload({ upload, name: 'long.csv', offset, data, last });
        upload = sent.upload;
      }
      const { plan } = await imports.preview({ upload: upload ?? '' });
      return await imports.start({ commandId: crypto.randomUUID(), upload: upload ?? '', plan });
    };
    const { id } = await send(client);
    await vi.waitFor(
      async () => expect((await client.imports.get({ import: id })).added).toBeGreaterThan(0),
      { timeout: 20_000, interval: 5 },
    );
    await first.end('SIGKILL');
    expect(left(first.child.pid)).toHaveLength(1);

    const second = await runHq(folder);
    try {
      expect(left(first.child.pid)).toEqual([]);
      const again = overHttp(second.address, { cookie, origin: second.address });
      const products = async () => (await again.catalog.list({ state: 'all', limit: 1 })).count;
      const cut = await again.imports.get({ import: id });
      expect(cut).toMatchObject({ state: 'stopped', reason: 'interrupted', undoable: true });
      expect(cut.added).toBeLessThan(MANY);
      // What its row counts is what is there: no part came in without being told, none was told without coming in.
      expect(await products()).toBe(cut.added);
      await expect(
        again.imports.resume({ commandId: crypto.randomUUID(), import: id }),
      ).rejects.toMatchObject({
        data: { code: 'SETTING_INVALID', data: { fault: 'gone' } },
      });
      const ended = (job: string) =>
        vi.waitFor(
          async () => {
            const found = await again.imports.get({ import: job });
            expect(['done', 'undone']).toContain(found.state);
            return found;
          },
          { timeout: 40_000, interval: 20 },
        );
      const whole = await send(again);
      expect(await ended(whole.id)).toMatchObject({ state: 'done', added: MANY - cut.added, changed: 0 });
      expect(await products()).toBe(MANY);
      await again.imports.undo({ commandId: crypto.randomUUID(), import: id });
      expect(await ended(id)).toMatchObject({ state: 'undone' });
      expect(await products()).toBe(MANY - cut.added);
    } finally {
      expect(await second.end('SIGTERM')).toBe(0);
    }
    expect(left(second.child.pid)).toEqual([]);
  },
  90_000,
);
