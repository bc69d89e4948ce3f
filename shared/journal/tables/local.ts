import type { PrintJobState } from '#shared/domain/receipt/print-job.ts';
import { bool, bytes, int, json, nullable, text } from '../column.ts';
import { table } from '../table.ts';

/** Answers of commands, so that a repeated command answers what happened. Pruned by age. */
export const localCommand = table('local_command', {
  room: 'local',
  columns: { id: text(), digest: text(), answer: json(), at: int() },
  key: ['id'],
  indexes: [{ columns: ['at'] }],
});

/** Open tickets of this register, saved on every change. */
export const localCart = table('local_cart', {
  room: 'local',
  columns: { id: text(), label: int(), version: int(), opened_at: int(), body: json() },
  key: ['id'],
});

/** Open tickets this register lost to another one by headquarters' word, until a clerk has read it. */
export const localLostTicket = table('local_lost_ticket', {
  room: 'local',
  columns: {
    ticket: text(),
    label: int(),
    /** Who has it now. */
    register: text(),
    at: int(),
    /** It holds money, so it stayed here as well. */
    kept: bool(),
  },
  key: ['ticket'],
});

/** Slips on their way to the printer. A row is written by the transaction of the sale it prints. */
export const localPrintJob = table('local_print_job', {
  room: 'local',
  columns: {
    id: text(),
    kind: text<PrintKind>(),
    /** What it prints, e.g. the entry of the sale. */
    document: text(),
    number: text(),
    copy: int(),
    state: text<PrintJobState>(),
    queued_at: int(),
    changed_at: int(),
    tries: int(),
    retry_at: nullable(int()),
    reason: nullable(text()),
  },
  key: ['id'],
  indexes: [{ columns: ['state', 'queued_at', 'id'] }],
});
export type PrintKind = 'sale' | 'return' | 'x' | 'z' | 'cash' | 'parked' | 'test';

export const localDevice = table('local_device', {
  room: 'local',
  columns: {
    id: text(),
    device: text(),
    store: text(),
    register: text(),
    epoch: text(),
    public_key: text(),
    recovery_hash: nullable(text()),
    founded_at: int(),
  },
  key: ['id'],
});

export const localPin = table('local_pin', {
  room: 'local',
  columns: {
    person: text(),
    salt: bytes(),
    hash: bytes(),
    /** Whose pepper the hash was made with. */
    pepper: text<PinPepper>(),
    failures: int(),
    locked_until: int(),
  },
  key: ['person'],
});
/** `own`: set at this register. `hq`: set at headquarters and sent down. */
export type PinPepper = 'own' | 'hq';

/** The key that opens a person's sealed fields; deleting it erases the person. */
export const localPersonKey = table('local_person_key', {
  room: 'local',
  columns: { person: text(), key: bytes() },
  key: ['person'],
});

/** Tokens for scripts: only the hash is kept. */
export const localToken = table('local_token', {
  room: 'local',
  columns: {
    id: text(),
    name: text(),
    hash: text(),
    person: text(),
    rights: json(),
    made_by: text(),
    made_at: int(),
    expires_at: int(),
    revoked_at: nullable(int()),
    used_at: nullable(int()),
  },
  key: ['id'],
  indexes: [{ columns: ['hash'], unique: true }],
});

/** Settings of this device alone: printer, language, theme, keys. */
export const localSetting = table('local_setting', {
  room: 'local',
  columns: { key: text(), value: json() },
  key: ['key'],
});

/** A count in progress: while it stands, the drawer does not sell. */
export const localCount = table('local_count', {
  room: 'local',
  columns: { shift: text(), started_at: int(), started_by: text() },
  key: ['shift'],
});

export const localImport = table('local_import', {
  room: 'local',
  columns: {
    id: text(),
    file: text(),
    state: text<ImportState>(),
    started_at: int(),
    changed_at: int(),
    by: text(),
    rows: int(),
    done: int(),
    added: int(),
    changed: int(),
    refused: int(),
    plan: json(),
    errors: json(),
  },
  key: ['id'],
});
export type ImportState = 'running' | 'done' | 'stopped' | 'failed' | 'undoing' | 'undone';

export const localBackup = table('local_backup', {
  room: 'local',
  columns: {
    file: text(),
    reason: text(),
    at: int(),
    bytes: int(),
    position: int(),
    verified: bool(),
    problem: nullable(text()),
  },
  key: ['file'],
});

/** This register's tie to headquarters; no row before it joined. */
export const localLink = table('local_link', {
  room: 'local',
  columns: {
    id: text(),
    address: text(),
    state: text<LinkState>(),
    chain: text(),
    /** HQ's public key (SPKI, DER, base64). */
    hq_key: text(),
    /** This device, known before HQ is asked, so that asking twice is one joining. */
    device: text(),
    joined_at: int(),
    /** Life of HQ the acknowledgements are of. */
    incarnation: nullable(text()),
    /** Last seq HQ acknowledged, by epoch: JSON. */
    acked: json(),
    /** Codes it sold under alone: its own catalog knows the store by them. */
    alone_store: nullable(text()),
    alone_register: nullable(text()),
    /** When HQ last answered, and how far this clock was ahead of its then, ms. */
    agreed_at: nullable(int()),
    skew: nullable(int()),
    /** The latest time HQ told, by its clock. */
    hq_time: nullable(int()),
    /** Why HQ turned this register away for good, or null. */
    refused: nullable(text()),
  },
  key: ['id'],
});
/**
 * `joining`: HQ was asked and may have answered. `filling`: a new register that waits for the chain's facts. `handing-over`: it sold
 * alone and sells on with its own catalog until HQ holds all of it and has sent its own. `joined`: the catalog is HQ's.
 */
export type LinkState = 'joining' | 'filling' | 'handing-over' | 'joined';

/** How far this register has followed each feed; moved in the transaction that writes the facts. */
export const localFeed = table('local_feed', {
  room: 'local',
  columns: {
    feed: text(),
    incarnation: nullable(text()),
    position: int(),
    ends: int(),
    stopped: bool(),
    /** When it was last known to be at its end. */
    current_at: nullable(int()),
  },
  key: ['feed'],
});

/** What came of comparing each feed with headquarters the last time. */
export const localAgreement = table('local_agreement', {
  room: 'local',
  columns: {
    feed: text(),
    at: int(),
    position: int(),
    facts: int(),
    missing: int(),
    damaged: int(),
    extra: int(),
    lacking: int(),
    broken: int(),
    repaired: int(),
    regained: int(),
  },
  key: ['feed'],
});

/**
 * Files that stand for facts which are not in the journal: what is projected in a room is what the one in force holds, together with the
 * facts behind it. Of the chain's catalog those are files of headquarters, and former ones tell why the chain's journal has a gap here;
 * of the store, files made here of facts that were let go.
 */
export const localBase = table('local_base', {
  room: 'local',
  columns: {
    /** SHA-256 of the manifest, hex. */
    file: text(),
    room: text<BaseRoom>(),
    manifest: text(),
    /** The life of HQ it is of, or whose word let the facts go; and the heads of each author in it: JSON. */
    incarnation: text(),
    heads: json(),
    /** Position of this journal when it came. Facts of the chain up to here are in it; of the store's, none behind. */
    after: int(),
    /** How many positions of this journal the store's facts in it had. */
    places: int(),
    in_force: bool(),
    at: int(),
  },
  key: ['file'],
});
export type BaseRoom = 'catalog' | 'store';

/** Chunks of the files in force, and of one that is being fetched or made, packed. */
export const localBaseChunk = table('local_base_chunk', {
  room: 'local',
  columns: { file: text(), chunk: int(), bytes: bytes() },
  key: ['file', 'chunk'],
});

/**
 * Received facts that are not projected. They are in the journal, except forks and the fact a feed stopped at: of those the bytes are
 * kept here.
 */
export const localLinkFault = table('local_link_fault', {
  room: 'local',
  columns: {
    entry: text(),
    feed: text(),
    position: int(),
    origin: text(),
    type: text(),
    state: text<LinkFaultState>(),
    /** What is wrong with it, or the document it waits for. */
    reason: text(),
    at: int(),
    prev: nullable(bytes()),
    header: nullable(bytes()),
    body: nullable(bytes()),
  },
  key: ['entry'],
  indexes: [{ columns: ['state', 'reason'] }],
});
/**
 * `parked`: about a document that is not here yet. `unknown`: of a type or version this program does not know. `quarantined`: its
 * content or its projection is bad. `waiting`: the fact before it is not here. `fork`: it does not follow from what is held of its
 * author. `stopping`: the feed waits before it.
 */
export type LinkFaultState = 'parked' | 'unknown' | 'quarantined' | 'waiting' | 'fork' | 'stopping';
