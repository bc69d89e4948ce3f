import { writeSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { v7 as uuidv7 } from 'uuid';
import { createBackupKeeper } from '#electron/store/maintenance/backup-keeper.ts';
import { StoreError } from '#electron/store/store-error.ts';
import { openRegister, productId } from '#tests/support/register.ts';

/**
 * A register that sells until it is killed or has sold `count`. Each finished sale is said on standard output only after the
 * service has acknowledged it: `ACK <n> <sale> <number>`. With `--backups` it backs up all the while; with `--normal` durability is
 * turned down, to prove that the test would notice.
 */
const { values } = parseArgs({
  options: {
    dir: { type: 'string', default: '' },
    count: { type: 'string', default: '1000000' },
    backups: { type: 'boolean', default: false },
    normal: { type: 'boolean', default: false },
    checkpoint: { type: 'string' },
  },
});

const register = await openRegister(values.dir, 50, { printer: true });
if (values.normal) register.store.writer.db().pragma('synchronous = normal');
if (values.checkpoint) register.store.writer.db().pragma(`wal_autocheckpoint = ${Number(values.checkpoint)}`);
say('READY');
if (values.backups) void backUpForEver();
for (let n = 1; n <= Number(values.count); n++) {
  const ticket = await despite(n, () =>
    register.ring([productId((n % 50) + 1), productId(((n * 7) % 50) + 1)]),
  );
  const command = uuidv7();
  const sold = await despite(n, () => register.pay(ticket, command));
  say(`ACK ${n} ${sold.sale} ${sold.number}`);
  if (values.backups) await new Promise((resolve) => setImmediate(resolve));
}
await register.close();
say('END');

/** What the disk refuses is said and tried again, a sale under the same command: `REFUSED <n> <problem>`. */
async function despite<T>(n: number, work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      say(`REFUSED ${n} ${error.problem}`);
    }
  }
}

async function backUpForEver(): Promise<void> {
  const keeper = createBackupKeeper(register.store, { now: () => Date.now(), newId: () => uuidv7() });
  for (;;) {
    const made = await keeper.backup('manual');
    say(`BACKUP ${made.file} ${made.position}`);
  }
}

/** Written by one system call, so that a killed process has said all of it or nothing. */
function say(text: string): void {
  writeSync(1, `${text}\n`);
}
