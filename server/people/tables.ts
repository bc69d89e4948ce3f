import type { HqRole } from '#shared/domain/people/hq-roles.ts';
import { bool, bytes, int, json, nullable, text } from '#shared/journal/column.ts';
import type { RowOf, Table } from '#shared/journal/table.ts';
import { table } from '#shared/journal/table.ts';

/** Who may sign in at headquarters. Never a fact: a journal can't be erased, an account must be. */
const hqUser = table('hq_user', {
  room: 'control',
  columns: {
    id: text(),
    account: text(),
    /** The account as it is compared: in small letters. */
    account_key: text(),
    role: text<HqRole>(),
    active: bool(),
    /** Argon2id as a PHC string. */
    password: text(),
    /** The password was handed over by somebody else: another is chosen before anything else. */
    must_choose: bool(),
    /** Secret of the authenticator, sealed (`factor-seal.ts`); null until one is confirmed. */
    factor: nullable(text()),
    /** One that is shown and not confirmed yet. */
    new_factor: nullable(text()),
    /** Time step of the last code taken: no code counts twice. */
    factor_step: int(),
    preferences: json(),
    made_at: int(),
  },
  key: ['id'],
  indexes: [{ columns: ['account_key'], unique: true }],
});

const hqRecoveryCode = table('hq_recovery_code', {
  room: 'control',
  columns: { user: text(), hash: text() },
  key: ['user', 'hash'],
});

/** A key of a person's device or security key that answers for them, beside or instead of an authenticator. */
const hqPasskey = table('hq_passkey', {
  room: 'control',
  columns: {
    /** As the device calls it, base64url. */
    id: text(),
    user: text(),
    /** The name of headquarters it was made under: a browser shows it to no other. */
    site: text(),
    name: text(),
    /** COSE. */
    public_key: bytes(),
    /** How often it has signed, where the device counts: it only goes up. */
    counter: int(),
    transports: json(),
    made_at: int(),
    used_at: nullable(int()),
  },
  key: ['id'],
  indexes: [{ columns: ['user'] }],
});

/** One browser of one user. The cookie holds the token, this only its hash. */
const hqSession = table('hq_session', {
  room: 'control',
  columns: {
    hash: text(),
    user: text(),
    /** The second factor was given too. */
    proven: bool(),
    made_at: int(),
    seen_at: int(),
    address: text(),
    /** What a passkey is to sign for this browser, once; and when that was asked. */
    challenge: nullable(text()),
    asked_at: nullable(int()),
  },
  key: ['hash'],
  indexes: [{ columns: ['user'] }],
});

/** Tries to prove something, counted before they are looked at. */
const hqTry = table('hq_try', {
  room: 'control',
  columns: { what: text(), failures: int(), tried_at: int(), locked_until: int() },
  key: ['what'],
});

export const PEOPLE_TABLES: readonly Table[] = [hqUser, hqRecoveryCode, hqPasskey, hqSession, hqTry];

/** The accounts' tables as Kysely knows them. */
export interface PeopleDatabase {
  hq_user: RowOf<typeof hqUser>;
  hq_recovery_code: RowOf<typeof hqRecoveryCode>;
  hq_passkey: RowOf<typeof hqPasskey>;
  hq_session: RowOf<typeof hqSession>;
  hq_try: RowOf<typeof hqTry>;
}
export type UserRow = PeopleDatabase['hq_user'];
export type PasskeyRow = PeopleDatabase['hq_passkey'];
