import { appendFileSync, rmSync } from 'node:fs';
import { v7 as uuid } from 'uuid';
import { afterEach, describe, expect, it } from 'vitest';
import { createRegisterImports } from '#electron/store/register-imports.ts';
import type { RegisterStore } from '#electron/store/register-store.ts';
import { nodeCodec } from '#node/codec.ts';
import type { ImportPlan } from '#node/import/import-plan.ts';
import { errorsFileOf } from '#node/import/import-run.ts';
import type { PersonId } from '#shared/domain/ids.ts';
import { unseal } from '#shared/journal/entry.ts';
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

describe('an import cut short', () => {
  const big = (count: number) =>
    `name\n${Array.from({ length: count }, (_, i) => `Product number ${i}`).join('\n')}\n`;
  const NAMES: ImportPlan = { ...PLAN, columns: { name: 0 }, headerRows: 1 };
  const count = (r: ImportRegister) => r.products().length;
  const afterFirstPart = async (r: ImportRegister, id: string) => {
    while (((await r.imports.get(id))?.added ?? 0) === 0)
      await new Promise((resolve) => setImmediate(resolve));
  };

  it('by the death of its thread says so, and can be gone on with to the very end', async () => {
    const r = await start();
    const started = await r.imports.start(by(), { path: r.file('big.csv', big(20_000)) }, NAMES);
    if (!started.ok) throw new Error(started.error.code);
    const { id } = started.value;
    await afterFirstPart(r, id);
    await r.imports.kill(id);
    await r.imports.idle();
    const cut = await r.imports.get(id);
    expect(cut).toMatchObject({ state: 'failed', added: count(r) });
    expect(count(r)).toBeLessThan(20_000);
    expect((await r.imports.resume(by(), id)).ok).toBe(true);
    await r.imports.idle();
    expect([count(r), new Set(names(r)).size, (await r.imports.get(id))?.state]).toEqual([
      20_000,
      20_000,
      'done',
    ]);
  });

  it('by a person, and then by the register going off, is stopped and undone to the last row', async () => {
    const r = await start();
    const started = await r.imports.start(by(), { path: r.file('big.csv', big(20_000)) }, NAMES);
    if (!started.ok) throw new Error(started.error.code);
    const { id } = started.value;
    await afterFirstPart(r, id);
    const stopped = await r.imports.cancel(id);
    expect(stopped).toMatchObject({ state: 'stopped', added: count(r) });
    r.store.writer.db().exec(`update local_import set state = 'running'`);
    await r.close();
    register = await anImportRegister(r.root);
    expect(await register.imports.get(id)).toMatchObject({ state: 'stopped', reason: 'interrupted' });
    await register.imports.undo(by('undo'), id);
    await register.imports.idle();
    expect([count(register), (await register.imports.get(id))?.state]).toEqual([0, 'undone']);
  });

  it('is begun once however often it is asked for, and one at a time', async () => {
    const r = await start();
    const path = r.file('big.csv', big(2_000));
    const who = by();
    const [a, b, c] = await Promise.all([
      r.imports.start(who, { path }, NAMES),
      r.imports.start(who, { path }, NAMES),
      r.imports.start(by('other'), { path }, NAMES),
    ]);
    await r.imports.idle();
    expect([a.ok, b.ok, c.ok ? '' : c.error.code, count(r)]).toEqual([true, true, 'IN_USE', 2_000]);
  });

  it.each([
    ['changed', (r: ImportRegister) => r.file('big.csv', big(10))],
    ['gone', (_r: ImportRegister, path: string) => rmSync(path)],
  ])('whose file is %s is not gone on with, and stays as it was', async (fault, spoil) => {
    const r = await start();
    const path = r.file('big.csv', big(20_000));
    const started = await r.imports.start(by(), { path }, NAMES);
    if (!started.ok) throw new Error(started.error.code);
    const { id } = started.value;
    const stopped = await r.imports.cancel(id);
    spoil(r, path);
    expect(await r.imports.resume(by(), id)).toEqual({
      ok: false,
      error: { code: 'SETTING_INVALID', data: { field: 'file', fault, line: null } },
    });
    expect(await r.imports.get(id)).toEqual(stopped);
  });

  it('tells each refused line once, takes what a run in one go takes, and is undone with all its parts', async () => {
    const r = await start();
    const path = r.file('faulty.csv', faulty());
    const plan = { ...PRICED, makeCategories: false, columns: { ...PRICED.columns, category: 3 } };
    const whole = await importFile(r, path, plan);
    const csv = r.imports.errorsCsv(whole);
    await r.imports.undo(by('undo'), whole.id);
    await r.imports.idle();
    expect([whole.refused, csv.split('\r\n').length]).toEqual([2_001, 2_003]);

    const started = await r.imports.start(by(), { path }, plan);
    if (!started.ok) throw new Error(started.error.code);
    const { id } = started.value;
    await afterFirstPart(r, id);
    const cut = await r.imports.cancel(id);
    expect(cut).toMatchObject({ state: 'stopped', resumable: true, rows: 8_003 });
    expect(cut?.done).toBeLessThan(8_003);
    // What a crash leaves behind: told of lines whose part never came into the journal, the last one cut off.
    appendFileSync(errorsFileOf(r.store.folder.root, id), '8003,price,PRICE_INVALID,abc\r\n8004,pri');
    const resumed = await r.imports.resume(by('resume'), id);
    expect(resumed).toMatchObject({
      ok: true,
      value: { state: 'running', done: cut?.done, refused: cut?.refused },
    });
    await r.imports.idle();
    const ended = { ...whole, id, startedAt: started.value.startedAt, state: 'done' as const };
    expect(await r.imports.get(id)).toEqual(ended);
    expect(r.imports.errorsCsv(ended)).toBe(csv);

    await r.imports.undo(by('undo'), id);
    await r.imports.idle();
    expect([count(r), (await r.imports.get(id))?.state]).toEqual([0, 'undone']);
    expect(await r.imports.resume(by('again'), id)).toMatchObject({ ok: false, error: { code: 'STALE' } });
  });

  it('by a part the disk did not take lacks no line once it was gone on with', async () => {
    const r = await start();
    let parts = 0;
    const commitBulk: RegisterStore['commitBulk'] = (command, decide) =>
      r.store.commitBulk(command, async (state) => {
        const decided = await decide(state);
        if (++parts === 2) throw new Error('the disk is full');
        return decided;
      });
    const imports = createRegisterImports({
      ...r.store,
      commitBulk,
      catalog: r.catalog,
      isChanging: () => false,
      now: Date.now,
      newId: uuid,
    });
    const started = await imports.start(by(), { path: r.file('big.csv', big(5_000)) }, NAMES);
    if (!started.ok) throw new Error(started.error.code);
    const { id } = started.value;
    await imports.idle();
    expect(await imports.get(id)).toMatchObject({
      state: 'failed',
      reason: 'the disk is full',
      done: 500,
      added: 500,
      resumable: true,
    });
    await imports.resume(by(), id);
    await imports.idle();
    expect([count(r), new Set(names(r)).size]).toEqual([5_000, 5_000]);
  });

  it('that somebody else goes on with is theirs from there', async () => {
    const r = await start();
    const started = await r.imports.start(by(), { path: r.file('big.csv', big(20_000)) }, NAMES);
    if (!started.ok) throw new Error(started.error.code);
    const { id } = started.value;
    await afterFirstPart(r, id);
    await r.imports.cancel(id);
    const { command, actor, approvals } = by();
    const deputy = 'deputy' as PersonId;
    const theirs = { command: { ...command, actor: deputy }, actor: { ...actor, person: deputy }, approvals };
    expect((await r.imports.resume(theirs, id)).ok).toBe(true);
    await r.imports.idle();
    const entries = r.store.reading
      .prepare(`select header, body from journal where type = 'products.imported' order by position`)
      .all() as { header: Uint8Array; body: Uint8Array }[];
    expect([entries.at(0), entries.at(-1)].map((entry) => entry && unseal(entry, nodeCodec).actor)).toEqual([
      'boss',
      'deputy',
    ]);
  });
});

/** Eight thousand lines, a quarter of them not to be taken; one at the end carries the code of a line refused at the beginning. */
function faulty(): string {
  const lines = Array.from({ length: 8_000 }, (_, at) =>
    at % 4 === 0 ? `,Bad price ${at},abc,` : `,Product ${at},1.00,`,
  );
  return [
    'barcode,name,price,category',
    '4006381333931,Nowhere,1.00,No such department',
    '3017620422003,Good,1.00,Drinks',
    ...lines,
    '4006381333931,Somewhere,1.00,Drinks',
  ].join('\n');
}
