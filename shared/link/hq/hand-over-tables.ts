import { bytes, int, json, nullable, text } from '#shared/journal/column.ts';
import { table } from '#shared/journal/table.ts';

/**
 * Stores that were alone and hand over: one row a device. It is local state of the chain's author, so that how far it has come is written
 * in the transaction of the fact that was taken.
 */
export const localHandOver = table('local_hand_over', {
  room: 'local',
  columns: {
    device: text(),
    /** Its X25519 key pair for this, PKCS 8, until all has come. */
    key: nullable(bytes()),
    /** Last fact of the device's catalog that is to be taken; null until it said so. */
    epoch: nullable(text()),
    seq: int(),
    state: text<'waiting' | 'working' | 'stopped' | 'done'>(),
    /** Place in the journal of the device's store up to which its catalog was taken. */
    position: int(),
    done: int(),
    total: int(),
    /** Where the chain's feed ended when all was taken. */
    feed: int(),
    /** Why it stopped (`HandOverStop`); null while it has not. */
    stopped: json(),
    /** Looks in a row that ended where it had stopped, and when the next one is due. */
    failures: int(),
    look_at: int(),
  },
  key: ['device'],
});

/** What became of each product, person, role … of such a store: what it is called in the chain, and whose word stands. */
export const localHanded = table('local_handed', {
  room: 'local',
  columns: {
    device: text(),
    kind: text<HandedKind>(),
    theirs: text(),
    ours: text(),
    /** `store`: it was taken as the store had it. `chain`: the chain has one already, which stands. */
    whose: text<'store' | 'chain'>(),
    /** What was last taken of it, so that it is not taken twice. */
    digest: text(),
    /** What a person should look at, for an exception; null when nothing. */
    rule: nullable(text()),
    detail: json(),
  },
  key: ['device', 'kind', 'theirs'],
});
export type HandedKind =
  | 'tax'
  | 'category'
  | 'tender'
  | 'role'
  | 'person'
  | 'setting'
  | 'product'
  | 'schedule';
