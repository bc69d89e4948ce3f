import { z } from 'zod';
import { RIGHTS } from '#shared/domain/people/rights.ts';
import { ask, id, label, name, reason, tell } from './base.ts';
import { joinAnswer, joinInput } from './link.ts';

const grants = z.partialRecord(
  z.enum(RIGHTS),
  z.object({ state: z.enum(['allowed', 'approval', 'denied']), limit: z.int().optional() }),
);

export const storeView = z.object({
  store: z.string(),
  register: z.string(),
  name: z.string(),
  currency: z.object({ code: z.string(), exponent: z.int(), denominations: z.array(z.int()) }),
  timeZone: z.string(),
  locale: z.enum(['en', 'zh-CN']),
  priceMode: z.enum(['inclusive', 'exclusive']),
  cashRounding: z.object({ step: z.int(), mode: z.enum(['down', 'half-up']) }),
  idleLockMinutes: z.int(),
  unusualQuantity: z.int(),
  demo: z.boolean(),
});
export type StoreView = z.infer<typeof storeView>;

/** Everything the frame of the app needs; asked at start and whenever a shown area changes. */
export const sessionView = z.object({
  /** `setup`: first run. `locked`: nobody signed in. `open`: someone is. `damaged`: the store needs a decision. */
  mode: z.enum(['setup', 'locked', 'open', 'damaged']),
  store: storeView.nullable(),
  /**
   * How this register stands with headquarters; null: it is a store of its own. `filling`: it joined and waits for the chain's facts.
   * `handing-over`: it sold alone and still sells by its own catalog.
   */
  link: z.enum(['filling', 'handing-over', 'joined']).nullable(),
  person: z.object({ id: z.string(), name: z.string(), role: z.string(), grants }).nullable(),
  /** Brings this person back on a new line, once, soon after this one ends: for a page that was reloaded. */
  returnKey: z.string().nullable(),
  shift: z
    .object({
      id: z.string(),
      businessDate: z.string(),
      openedAt: z.int(),
      counting: z.boolean(),
      overdue: z.boolean(),
    })
    .nullable(),
  printer: z.object({
    state: z.enum(['none', 'ready', 'off', 'paper-out', 'cover-open', 'unknown']),
    waiting: z.int(),
    /** Of those that wait, the slips too old to come out by themselves: somebody has to say so. */
    forTap: z.int(),
    asked: z.int(),
  }),
  /** Wall time of the host and how far it is behind the last entry, when the clock was set back. */
  clock: z.object({ now: z.int(), behindMs: z.int() }),
  /** Troubles that stay on screen until they are gone, e.g. `disk-low`, `backup-failed`, `clock-behind`. */
  notices: z.array(
    z.object({ code: z.string(), data: z.record(z.string(), z.union([z.string(), z.number()])) }),
  ),
  device: z.object({
    locale: z.enum(['en', 'zh-CN']).nullable(),
    theme: z.enum(['light', 'dark', 'contrast', 'system']),
    keys: z.record(z.string(), z.array(z.string())),
    volume: z.int(),
  }),
});
export type SessionView = z.infer<typeof sessionView>;

export const session = {
  get: ask('anyone', false)
    .output(sessionView)
    .route({ method: 'GET', path: '/session', summary: 'State of this register and of who is signed in' }),
  people: ask('anyone', false)
    .output(
      z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          role: z.string(),
          lockedUntil: z.int().nullable(),
          /** In a demo store only: the PIN it came with, for whoever tries it out. */
          demoPin: z.string().optional(),
        }),
      ),
    )
    .route({ method: 'GET', path: '/session/people', summary: 'Who may sign in here' }),
  signIn: tell('anyone', false)
    .input(z.object({ person: id, pin: z.string().min(1).max(32) }))
    .output(sessionView),
  lock: tell('anyone', false).output(sessionView),
  /** Answers `locked` when the key is unknown, used or late. */
  comeBack: tell('anyone', false)
    .input(z.object({ key: z.string().min(1).max(80) }))
    .output(sessionView),
  recover: tell('anyone', false)
    .input(z.object({ code: z.string().min(4).max(80), newPin: z.string().min(4).max(8) }))
    .output(sessionView),
  setDevice: tell('signed-in', false)
    .input(
      z.object({
        locale: z.enum(['en', 'zh-CN']).nullable().optional(),
        theme: z.enum(['light', 'dark', 'contrast', 'system']).optional(),
        keys: z
          .record(z.string().max(60), z.array(z.string().max(40)).max(4))
          .refine((keys) => Object.keys(keys).length <= 500, 'at most 500 actions')
          .optional(),
        volume: z.int().min(0).max(100).optional(),
      }),
    )
    .output(sessionView),
};

export const approvals = {
  /** Who could approve this: people whose right is allowed (within its limit, and of this target where it is named). */
  approvers: ask('signed-in', false)
    .input(
      z.object({
        right: z.enum(RIGHTS),
        amount: z.int().nullable(),
        target: z.string().max(120).optional(),
      }),
    )
    .output(z.array(z.object({ id: z.string(), name: z.string() }))),
  /** One person, one action, one target, one amount. Answers a one-shot id to send with the command. */
  grant: tell('signed-in', false)
    .input(
      z.object({
        right: z.enum(RIGHTS),
        target: z.string().max(120),
        amount: z.int().nullable(),
        approver: id,
        pin: z.string().min(1).max(32),
        reason,
      }),
    )
    .output(z.object({ approval: z.uuid() })),
};

export const setup = {
  options: ask('anyone', false).output(
    z.object({
      currencies: z.array(
        z.object({
          code: z.string(),
          exponent: z.int(),
          cashRounding: z.object({ step: z.int(), mode: z.enum(['down', 'half-up']) }),
        }),
      ),
      timeZones: z.array(z.string()),
      suggested: z.object({ currency: z.string(), timeZone: z.string(), locale: z.enum(['en', 'zh-CN']) }),
    }),
  ),
  /** Makes this new register one of a chain, by a one-time code made at headquarters. */
  join: tell('anyone', false).input(joinInput).output(joinAnswer),
  /** Loads the demo store; answers who may sign in with which PIN, since it is a demo. */
  demo: tell('anyone', false).output(
    z.object({ people: z.array(z.object({ name: z.string(), role: z.string(), pin: z.string() })) }),
  ),
  own: tell('anyone', false)
    .input(
      z.object({
        store: z.string().regex(/^[A-Z0-9]{1,6}$/),
        register: z.string().regex(/^[A-Z0-9]{1,4}$/),
        name,
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
        owner: z.object({ name, pin: z.string().min(4).max(8) }),
      }),
    )
    /** The owner's single-use recovery code, shown and printed once. */
    .output(z.object({ recoveryCode: z.string() })),
};
