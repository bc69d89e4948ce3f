import { z } from 'zod';
import { HQ_ROLES } from '#shared/domain/people/hq-roles.ts';
import { commandId, label, name } from '../base.ts';
import { setup as registerSetup, sessionView } from '../session.ts';
import { ask, door, tell } from './base.ts';
import { madePasskey, passkeyCreation, passkeyRequest, signedByPasskey } from './passkeys.ts';

/** What is still asked of somebody who gave their password. */
export const SIGN_IN_STAGES = ['new-password', 'enrol', 'factor'] as const;

/** Ways to show that it is oneself, besides the password; a recovery code always is one. */
const FACTOR_KINDS = ['app', 'passkey'] as const;

/** The register's own view, so that every screen both have reads it alike, and how far signing in has come. */
export const hqSessionView = sessionView.extend({
  stage: z.enum(SIGN_IN_STAGES).nullable(),
  /** Second factors this browser may show or, where there are none yet, make: passkeys not under every address. */
  factors: z.array(z.enum(FACTOR_KINDS)),
  /** Name of the chain; null before it is set up. */
  chain: z.string().nullable(),
  /** An empty headquarters that is reached from elsewhere asks for the key it printed where it was started. */
  needsKey: z.boolean(),
});
export type HqSessionView = z.infer<typeof hqSessionView>;

export const accountName = z
  .string()
  .trim()
  .min(2)
  .max(80)
  .regex(/^[\p{L}\p{N}@._+-]+$/u);
export const password = z.string().min(1).max(200);
/** Once in, whoever changes a factor gives their password again. */
const knowing = { password: password.optional() };
const kept = z.object({
  session: hqSessionView,
  /** With the first factor; they are in this answer and nowhere else. */
  recoveryCodes: z.array(z.string()),
});
export type KeptFactor = z.infer<typeof kept>;

const factorsView = z.object({
  app: z.boolean(),
  canMakePasskey: z.boolean(),
  /** So many are left. */
  recoveryCodes: z.int(),
  passkeys: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      madeAt: z.int(),
      usedAt: z.int().nullable(),
      /** The other name of headquarters it works under; null: this one. */
      elsewhere: z.string().nullable(),
    }),
  ),
});
export type FactorsView = z.infer<typeof factorsView>;

const factorCode = z.string().trim().min(6).max(40);

export const session = {
  get: ask('anyone').output(hqSessionView),
  signIn: door('anyone')
    .input(z.object({ account: z.string().trim().min(1).max(80), password }))
    .output(hqSessionView),
  /** Instead of the password that was handed over. */
  choosePassword: door('half').input(z.object({ password })).output(hqSessionView),
  /** A new second factor to be put into an authenticator, until it is confirmed by a code. */
  newFactor: ask('half')
    .input(z.object(knowing).optional())
    .output(z.object({ secret: z.string(), uri: z.string(), picture: z.string() })),
  confirmFactor: door('half')
    .input(z.object({ code: factorCode }))
    .output(kept),
  /** What a browser makes a passkey by; the next one asked for takes its place. */
  newPasskey: ask('half').input(z.object(knowing).optional()).output(passkeyCreation),
  keepPasskey: door('half')
    .input(z.object({ name, made: madePasskey }))
    .output(kept),
  /** A code of the authenticator, or one of the recovery codes. */
  prove: door('half')
    .input(z.object({ code: factorCode }))
    .output(hqSessionView),
  /** What a passkey is to sign; the next one asked for takes its place. */
  askPasskey: ask('half').output(passkeyRequest),
  provePasskey: door('half')
    .input(z.object({ signed: signedByPasskey }))
    .output(hqSessionView),
  /** The second factors of whoever is in. */
  factors: ask('signed-in').output(factorsView),
  /** A passkey by its id, or the authenticator; the last one stays. */
  removeFactor: tell('signed-in')
    .input(z.object({ passkey: z.string().max(1400).nullable(), password }))
    .output(factorsView),
  /** This browser's session ends. The name is the register's: it is what its lock key does. */
  lock: tell('anyone').output(hqSessionView),
  signOutEverywhere: tell('half').output(hqSessionView),
  /** Somebody is still here. */
  stay: tell('signed-in').output(z.object({})),
  setDevice: tell('signed-in')
    .input(
      z.object({
        locale: z.enum(['en', 'zh-CN']).nullable().optional(),
        theme: z.enum(['light', 'dark', 'contrast', 'system']).optional(),
      }),
    )
    .output(hqSessionView),
};

const setUpInput = z.object({
  key: z.string().max(80),
  chain: name,
  store: z.string().regex(/^[A-Z0-9]{1,6}$/),
  storeName: name,
  address: z.array(label).max(4),
  taxNumber: label,
  phone: label,
  currency: z.string().length(3),
  timeZone: z.string().min(1).max(60),
  locale: z.enum(['en', 'zh-CN']),
  priceMode: z.enum(['inclusive', 'exclusive']),
  taxClasses: z
    .array(z.object({ name, rate: z.int().min(0).max(1_000_000) }))
    .min(1)
    .max(10),
  owner: z.object({ account: accountName, password }),
});
export type HqSetUpInput = z.infer<typeof setUpInput>;

export const setup = {
  options: registerSetup.options,
  /** Makes the chain, its first store and the owner's account, and signs the owner in as far as their second factor. */
  chain: door('anyone').input(setUpInput).output(hqSessionView),
};

const userView = z.object({
  id: z.string(),
  account: z.string(),
  role: z.enum(HQ_ROLES),
  active: z.boolean(),
  /** `invited`: has not signed in with the password that was handed over. */
  state: z.enum(['invited', 'no-factor', 'ready']),
  lockedUntil: z.int().nullable(),
  seenAt: z.int().nullable(),
  sessions: z.int(),
});
export type HqUserView = z.infer<typeof userView>;

/** Who may sign in at headquarters. */
export const users = {
  list: ask('hq.users').output(z.array(userView)),
  /** The password to hand over is in this answer and nowhere else; whoever gets it chooses their own at once. */
  invite: tell('hq.users')
    .input(z.object({ commandId, account: accountName, role: z.enum(HQ_ROLES) }))
    .output(z.object({ user: userView, password: z.string() })),
  change: tell('hq.users')
    .input(z.object({ commandId, user: z.uuid(), role: z.enum(HQ_ROLES), active: z.boolean() }))
    .output(userView),
  /** For somebody who lost their password or their authenticator: both are made anew. */
  resetAccess: tell('hq.users')
    .input(z.object({ commandId, user: z.uuid() }))
    .output(z.object({ user: userView, password: z.string() })),
};
