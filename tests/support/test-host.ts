import { NOBODY } from '#electron/store/start-epoch.ts';
import { nodeCodec } from '#node/codec.ts';
import type { DeviceId, EntryId, RegisterId, StoreId } from '#shared/domain/ids.ts';
import { put, type Row } from '#shared/journal/change.ts';
import { TABLES } from '#shared/journal/database.ts';
import { quote } from '#shared/journal/ddl.ts';
import { epochStarted } from '#shared/journal/entries/epoch-started.ts';
import { type Entry, NO_HASH, seal } from '#shared/journal/entry.ts';
import { localDevice } from '#shared/journal/tables/local.ts';
import type { Batch, Head } from '#shared/services/journal/commit.ts';
import type { Host, Self } from '#shared/services/journal/host.ts';

/** A host under test and a look at its tables. */
export interface TestHost {
  readonly host: Host;
  readonly engine: 'sqlite' | 'postgres';
  readonly rows: (table: string) => Promise<Row[]>;
  readonly close: () => Promise<void>;
}

/** The clock and the ids of a test: both go on by themselves and can be set. */
export interface TestPorts {
  readonly now: () => number;
  readonly newId: () => string;
  readonly setClock: (at: number) => void;
}

/** 2026-03-02 09:00 in Shanghai: a Monday morning. */
export const MORNING = Date.UTC(2026, 2, 2, 1, 0, 0);

export function testPorts(start = MORNING): TestPorts {
  let at = start;
  let made = 0;
  return {
    now: () => {
      at += 1000;
      return at;
    },
    setClock: (to) => {
      at = to;
    },
    newId: () => {
      made += 1;
      return uuid(made);
    },
  };
}

/** The n-th uuid of version 7 of a test: always the same, and as scattered as real ones, since ids are derived from ids. */
export function uuid(n: number): string {
  const scattered = BigInt.asUintN(48, BigInt(n) * 0x9e37_79b9_7f4bn)
    .toString(16)
    .padStart(12, '0');
  return `0199f000-0000-7000-8000-${scattered}`;
}

/** Reads a table whole, in the order of its key, so that both engines answer alike. */
export function tableQuery(name: string): string {
  const found = TABLES.find((table) => table.name === name);
  if (!found) throw new Error(`no table ${name}`);
  return `select * from ${quote(name)} order by ${found.key.map(quote).join(', ')}`;
}

export const REGISTER_1: Self = {
  device: 'device-1' as DeviceId,
  store: 'R01' as StoreId,
  register: '1' as RegisterId,
  epoch: '1-00000000000000a1',
};

/** The first entry of a journal and the identity that writes it, as founding a store leaves them. */
export async function writeFounding(
  self: Self,
  ports: TestPorts,
  write: (batch: Batch) => Promise<void>,
): Promise<Head> {
  const at = ports.now();
  const entry: Entry<ReturnType<typeof epochStarted.body.parse>> = {
    id: ports.newId() as EntryId,
    origin: self.device,
    epoch: self.epoch,
    seq: 1,
    type: epochStarted.type,
    v: epochStarted.v,
    at,
    actor: NOBODY,
    store: self.store,
    shift: null,
    body: { reason: 'founded', parent: null },
  };
  const sealed = seal(entry, NO_HASH, nodeCodec);
  const { id, origin, epoch, seq, type, store } = entry;
  await write({
    journal: { store, position: 1, id, origin, epoch, seq, type, ...sealed },
    changes: epochStarted.project(entry),
    local: [
      put(localDevice, {
        id: 'self',
        device: self.device,
        store: self.store,
        register: self.register,
        epoch: self.epoch,
        public_key: 'none',
        recovery_hash: null,
        founded_at: at,
      }),
    ],
  });
  return { position: 1, seq: 1, hash: sealed.hash };
}
