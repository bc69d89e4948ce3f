import { bool, bytes, int, json, nullable, text } from '#shared/journal/column.ts';
import { PROJECTED } from '#shared/journal/database.ts';
import { type Table, table } from '#shared/journal/table.ts';
import { journal } from '#shared/journal/tables/journal.ts';
import {
  localCommand,
  localImport,
  localPersonKey,
  localPin,
  localSetting,
  localToken,
} from '#shared/journal/tables/local.ts';
import { localHanded, localHandOver } from './hand-over-tables.ts';

/**
 * What HQ keeps, on PostgreSQL in the server and on SQLite in the simulator. The journal of a store is its feed: `position` is dense
 * per store and given in the order of the commits. The chain's feed is the journal of the store `chain`.
 */
export const hqJournal = table('journal', {
  room: 'store',
  columns: {
    ...journal.columns,
    /** Who sent it; null for a fact of HQ's own. */
    device: nullable(text()),
    /** 0, or the number of a second history of the same epoch. */
    branch: int(),
    state: text<'posted' | 'parked' | 'unknown' | 'quarantined' | 'set-aside'>(),
    reason: nullable(text()),
    received_at: int(),
  },
  key: ['store', 'position'],
  indexes: [
    { columns: ['store', 'origin', 'epoch', 'branch', 'seq'], unique: true },
    // Not unique: after a rollback a command told again makes a second fact with the same id, and HQ keeps both.
    { columns: ['store', 'id'] },
    { columns: ['store', 'state', 'reason', 'position'], where: "state <> 'posted'" },
  ],
});

/** Where a store's feed ends. Its row is locked by whoever appends, until the end of the transaction. */
export const feedHead = table('feed_head', {
  room: 'hq',
  columns: { store: text(), position: int() },
  key: ['store'],
});

/** Where each history of each epoch ends. */
export const journalBranch = table('journal_branch', {
  room: 'hq',
  columns: {
    store: text(),
    origin: text(),
    epoch: text(),
    branch: int(),
    from_seq: int(),
    seq: int(),
    hash: bytes(),
  },
  key: ['store', 'origin', 'epoch', 'branch'],
});

/** Documents that have begun, by the fact that began them: what is about one of them need not wait. */
export const beganDocument = table('document', {
  room: 'hq',
  columns: { store: text(), document: text(), entry: text() },
  key: ['store', 'document'],
});

/** Facts of a store's journal that wait for a document to begin. */
export const parkedFact = table('parked_fact', {
  room: 'hq',
  columns: { store: text(), position: int(), document: text() },
  key: ['store', 'position'],
  indexes: [{ columns: ['store', 'document'] }],
});

/** Facts of a store that have still to be brought to another one they concern; a row goes when that is done. */
export const route = table('route', {
  room: 'hq',
  columns: { store: text(), entry: text(), target: text() },
  key: ['store', 'entry', 'target'],
});

/** Facts of other stores that were brought to this one: each once, whoever brings it and however often. */
export const delivery = table('delivery', {
  room: 'hq',
  columns: { store: text(), entry: text(), at: int() },
  key: ['store', 'entry'],
});

/** Facts that disagree, for a person to settle. */
export const exception = table('exception', {
  room: 'hq',
  columns: {
    store: text(),
    rule: text(),
    subject: text(),
    detail: json(),
    raised_at: int(),
    settled_at: nullable(int()),
    settled_by: nullable(text()),
    note: nullable(text()),
  },
  key: ['store', 'rule', 'subject'],
  indexes: [{ columns: ['store', 'raised_at'], where: 'settled_at is null' }],
});

/** How far each store's feed was looked at for facts that disagree. */
export const detected = table('detected', {
  room: 'hq',
  columns: { store: text(), position: int() },
  key: ['store'],
});

/** Facts that were not posted when they were looked at: once they are, they are looked at again. */
export const detectedLater = table('detected_later', {
  room: 'hq',
  columns: { store: text(), position: int() },
  key: ['store', 'position'],
});

/** What came of a register's last comparison of each feed with what is here. */
export const hqAgreement = table('agreement', {
  room: 'hq',
  columns: {
    store: text(),
    device: text(),
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
  key: ['store', 'device', 'feed'],
});

/** Up to which seq the facts of each first history are in a verified backup of HQ. */
const archived = table('archived', {
  room: 'hq',
  columns: { store: text(), origin: text(), epoch: text(), seq: int(), at: int() },
  key: ['store', 'origin', 'epoch'],
});

/** What people did about facts that were not counted; `id` is their command's. */
export const factNote = table('fact_note', {
  room: 'hq',
  columns: {
    store: text(),
    position: int(),
    id: text(),
    did: text<'tried' | 'set-aside'>(),
    note: text(),
    by: text(),
    at: int(),
  },
  key: ['store', 'position', 'id'],
});

/**
 * The chain's catalog as files for registers, each whole when its row is there. `store` is always the chain's. What is in them can be
 * made again at any time.
 */
export const catalogFile = table('catalog_file', {
  room: 'hq',
  columns: {
    store: text(),
    file: text(),
    shape: int(),
    incarnation: text(),
    position: int(),
    manifest: text(),
    signature: text(),
    made_at: int(),
  },
  key: ['store', 'file'],
});

export const catalogChunk = table('catalog_chunk', {
  room: 'hq',
  columns: { store: text(), file: text(), chunk: int(), bytes: bytes() },
  key: ['store', 'file', 'chunk'],
});

/** What search finds products by, in step with their rows: words, pinyin and initials, each parted by a blank. Full text is indexed. */
export const productWords = table('product_words', {
  room: 'catalog',
  columns: {
    product: text(),
    name: text(),
    words: text(),
    category: nullable(text()),
    /** For sale. */
    shown: bool(),
    rev: int(),
  },
  key: ['product'],
  indexes: [{ columns: ['shown', 'name', 'product'] }],
});

/** What a list by price needs of products, as far as it has been asked for: products themselves have no index of their prices here. */
export const priceOrder = table('price_order', {
  room: 'catalog',
  columns: {
    id: text(),
    price: int(),
    category: nullable(text()),
    active: bool(),
    withdrawn: bool(),
    rev: int(),
  },
  key: ['id'],
  indexes: [
    { columns: ['withdrawn', 'price', 'id', 'active'] },
    { columns: ['category', 'withdrawn', 'price', 'id', 'active'] },
    { columns: ['rev'] },
  ],
});

export const hqStore = table('hq_store', {
  room: 'control',
  columns: { store: text(), name: text(), opened_at: int(), closed_at: nullable(int()) },
  key: ['store'],
});

export const device = table('device', {
  room: 'control',
  columns: {
    device: text(),
    store: text(),
    register: text(),
    name: text(),
    /** SPKI, DER. */
    public_key: bytes(),
    state: text<'active' | 'revoked'>(),
    version: text(),
    /** As it said at its last hello: its living epoch, and how far that has come. */
    epoch: nullable(text()),
    seq: int(),
    lease: nullable(text()),
    last_seen: nullable(int()),
    /** Its clock less HQ's, ms. */
    skew: nullable(int()),
    waiting_facts: int(),
    waiting_since: nullable(int()),
    enrolled_at: int(),
    /** Store codes it sold under before it joined; JSON array. */
    former_stores: json(),
  },
  key: ['device'],
  indexes: [{ columns: ['store', 'register'], unique: true, where: "state = 'active'" }],
});

/** One-time codes: only the hash is kept. */
export const enrolmentCode = table('enrolment_code', {
  room: 'control',
  columns: {
    hash: text(),
    store: text(),
    register: text(),
    role: text(),
    made_by: text(),
    made_at: int(),
    expires_at: int(),
    used_at: nullable(int()),
    used_by: nullable(text()),
  },
  key: ['hash'],
});

export const linkSession = table('link_session', {
  room: 'control',
  /**
   * `lease`: hash of the lease that went out with it, which may not have arrived before the session is first used; `challenged_at`:
   * when the challenge of its hello was made.
   */
  columns: { hash: text(), device: text(), expires_at: int(), lease: text(), challenged_at: int() },
  key: ['hash'],
  indexes: [{ columns: ['device'] }],
});

/** Challenges that were answered, until they would be too old anyway: each is good once. */
export const linkChallenge = table('link_challenge', {
  room: 'control',
  columns: { hash: text(), expires_at: int() },
  key: ['hash'],
});

/** What HQ knows of itself: its incarnation, its key pair, the chain's name. */
export const hqState = table('hq_state', {
  room: 'control',
  columns: { key: text(), value: text() },
  key: ['key'],
});

/** A register's local table as HQ keeps it: what is local to a device there belongs to a scope here, so its key starts with the store. */
export const scoped = (local: Table): Table => ({
  ...local,
  columns: { store: text(), ...local.columns },
  key: ['store', ...local.key],
  indexes: local.indexes.map((index) => ({ ...index, columns: ['store', ...index.columns] })),
});

/** Local state that commands given at HQ leave behind. */
const LOCAL_AT_HQ = [
  localCommand,
  localImport,
  localPersonKey,
  localPin,
  localSetting,
  localToken,
  localHandOver,
  localHanded,
].map(scoped);

export const HQ_TABLES: readonly Table[] = [
  hqJournal,
  feedHead,
  journalBranch,
  beganDocument,
  parkedFact,
  route,
  delivery,
  exception,
  detected,
  detectedLater,
  factNote,
  catalogFile,
  catalogChunk,
  hqAgreement,
  archived,
  productWords,
  priceOrder,
  hqStore,
  device,
  enrolmentCode,
  linkSession,
  linkChallenge,
  hqState,
  ...PROJECTED,
  ...LOCAL_AT_HQ,
];
