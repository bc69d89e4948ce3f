import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runCli } from '#electron/host/cli/run-cli.ts';
import { freshFolder, OWN, openHost, openShop } from './open-host.ts';
import { MILK, readyToSell, sell } from './stock.ts';

/** Runs a command of the line; `stop` asks it to end, `said` is what it told so far. */
function cli(...args: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const stop = new AbortController();
  let heard: () => void = () => {};
  const done = runCli(args, {
    out: (text) => {
      out.push(text);
      heard();
    },
    err: (text) => err.push(text),
    stopAsked: stop.signal,
  });
  const said = async (what: RegExp): Promise<RegExpExecArray> => {
    for (;;) {
      const match = what.exec(out.join('\n'));
      if (match) return match;
      await new Promise<void>((resolve) => {
        heard = resolve;
      });
    }
  };
  return { done, out: () => out.join('\n'), err: () => err.join('\n'), stop: () => stop.abort(), said };
}

async function ran(...args: string[]) {
  const run = cli(...args);
  const code = await run.done;
  return { code, out: run.out(), err: run.err() };
}

/** A shop that sold once and was closed for the night. */
async function closedShop() {
  const shop = await openShop();
  await readyToSell(shop.owner);
  await sell(shop.clerk, MILK);
  await shop.host.stop();
  return shop;
}

/** As if another living process had the store open. */
function heldByAnother(dataDir: string): string {
  const lock = join(dataDir, 'host.lock');
  writeFileSync(lock, `${process.ppid}\n`);
  return lock;
}

describe('mallard', () => {
  test('tells its commands; each tells its own help', async () => {
    const overview = await ran('--help');
    expect(overview.code).toBe(0);
    for (const name of ['import', 'doctor', 'backup', 'restore', 'printer', 'serve']) {
      expect(overview.out).toContain(name);
      const help = await ran(name, '--help');
      expect([help.code, help.out]).toEqual([0, expect.stringContaining(`Usage: mallard ${name}`)]);
    }
  });

  test.each([
    [[]],
    [['nothing-of-the-kind']],
    [['doctor', '--sideways']],
    [['doctor', 'extra']],
    [['restore']],
    [['import']],
    [['import', '/no/such/file.csv']],
    [['printer', '--columns', '40']],
    [['serve', '--port', 'often']],
  ])('%j is called wrongly: 2', async (args) => {
    expect((await ran(...args)).code).toBe(2);
  });

  test.each(['doctor', 'backup'])('%s without a store: 3', async (name) => {
    expect(await ran(name, '--data', freshFolder())).toMatchObject({ code: 3, err: /no store/ });
  });

  test('doctor finds nothing in a sound store, and names what was changed in another', async () => {
    const { dataDir } = await closedShop();
    expect(await ran('doctor', '--data', dataDir)).toMatchObject({
      code: 0,
      out: /All is well: \d+ entries/,
    });
    const opened = await openHost({ dataDir });
    opened.host.register.store.writer.db().exec('update sale set total = total + 1');
    await opened.host.stop();
    const found = await ran('doctor', '--data', dataDir);
    expect([found.code, found.out]).toEqual([1, expect.stringContaining('table-differs')]);
  });

  test('backup, sell, restore, sell: no number twice', async () => {
    const { dataDir, ownerId, clock } = await closedShop();
    const made = await ran('backup', '--data', dataDir);
    expect(made.code).toBe(0);
    expect((await ran('backup', '--list', '--data', dataDir)).out).toContain('sound');
    const between = await openHost({ dataDir, clock });
    const till = between.page();
    await till.session.signIn({ person: ownerId, pin: OWN.owner.pin });
    const lost = await sell(till, MILK);
    await between.host.stop();
    const lock = heldByAnother(dataDir);
    expect((await ran('restore', '--newest', '--data', dataDir)).code).toBe(3);
    rmSync(lock);

    expect(await ran('restore', '--newest', '--data', dataDir)).toMatchObject({
      code: 0,
      out: /Restored .*entries/,
    });
    const after = await openHost({ dataDir, clock });
    const again = after.page();
    await again.session.signIn({ person: ownerId, pin: OWN.owner.pin });
    const next = await sell(again, MILK);
    expect([lost.number, next.number]).toEqual(['R01-1-000002', 'R01-1B-000001']);
    await after.host.stop();
    expect((await ran('doctor', '--data', dataDir)).code).toBe(0);
    expect((await ran('restore', 'no-such.db', '--data', dataDir)).code).toBe(1);
  });

  test('import takes the lines it can and tells the others; a dry run changes nothing', async () => {
    const { dataDir, ownerId, clock } = await closedShop();
    const file = join(dataDir, '..', 'list.csv');
    writeFileSync(file, 'barcode,name,price\n6901234567915,Oolong tea,12.50\n6901234567916,Bad digit,3.00\n');
    const dry = await ran('import', file, '--dry-run', '--data', dataDir);
    expect([dry.code, dry.out]).toEqual([1, expect.stringContaining('1 new')]);
    const done = await ran('import', file, '--data', dataDir);
    expect([done.code, done.out]).toEqual([1, expect.stringContaining('1 added, 0 changed, 1 refused')]);
    expect(done.err).toContain('line 3');
    const opened = await openHost({ dataDir, clock });
    const till = opened.page();
    await till.session.signIn({ person: ownerId, pin: OWN.owner.pin });
    expect((await till.catalog.search({ text: 'oolong' })).rows[0]).toMatchObject({ price: 1250 });
    await opened.host.stop();
    heldByAnother(dataDir);
    expect((await ran('import', file, '--data', dataDir)).code).toBe(3);
  });

  test('printer takes slips until it is stopped', async () => {
    const run = cli('printer', '--port', '0');
    await run.said(/takes slips at 127\.0\.0\.1:\d+ and shows them at http:/);
    run.stop();
    expect(await run.done).toBe(0);
  });

  test('serve answers at the printed address until it is stopped', async () => {
    const run = cli('serve', '--data', freshFolder());
    const [, url = ''] = await run.said(/open at (http:\S+)/);
    const document = await fetch(new URL('/api/openapi.json', url));
    expect(document.status).toBe(200);
    run.stop();
    expect(await run.done).toBe(0);
  });
});
