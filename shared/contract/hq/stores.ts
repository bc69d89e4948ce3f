import { z } from 'zod';
import { commandId, id, name, reason } from '../base.ts';
import { handOverStop } from '../link.ts';
import { ask, tell } from './base.ts';

/** Code of a store or a register, as it stands in every ticket number. */
const storeCode = z.string().regex(/^[A-Z0-9]{1,6}$/);
const registerCode = z.string().regex(/^[A-Z0-9]{1,4}$/);

const storeRow = z.object({
  store: z.string(),
  name: z.string(),
  registers: z.int(),
  /** Open exceptions. */
  exceptions: z.int(),
  madeAt: z.int(),
});
export type StoreRow = z.infer<typeof storeRow>;

export const stores = {
  list: ask().output(z.array(storeRow)),
  add: tell('hq.stores')
    .input(z.object({ commandId, store: storeCode, name }))
    .output(storeRow),
  rename: tell('hq.stores')
    .input(z.object({ commandId, store: storeCode, name }))
    .output(storeRow),
  /** Gives the chain itself another name; registers hear it when they say hello again. */
  renameChain: tell('hq.stores')
    .input(z.object({ commandId, name }))
    .output(z.object({ name: z.string() })),
};

const deviceRow = z.object({
  device: z.string(),
  store: z.string(),
  storeName: z.string(),
  register: z.string(),
  name: z.string(),
  /** `silent`: active, and not heard of for longer than its line would be still. */
  state: z.enum(['online', 'silent', 'new', 'revoked']),
  /** Two disks have shown its key, and a person has not said yet which one is right: one of them is turned away. */
  copied: z.boolean(),
  version: z.string(),
  epoch: z.string(),
  seq: z.int(),
  lastSeen: z.int().nullable(),
  /** How far its clock is ahead, ms; negative where it is behind. */
  skew: z.int().nullable(),
  /** Facts it had not handed over when it last spoke, and since when the oldest waits. */
  waiting: z.int(),
  waitingSince: z.int().nullable(),
  /** Facts of it that are kept and not counted. */
  notPosted: z.int(),
  /** When all it holds was last compared with what is here. */
  comparedAt: z.int().nullable(),
  enrolledAt: z.int(),
  /** How much of its catalog was taken, while a store that was alone hands it over. */
  handOver: z.object({ done: z.int(), total: z.int(), stopped: handOverStop.nullable() }).nullable(),
  /** Facts headquarters knows it has made, by what it said last, and that never arrived. */
  missing: z.int(),
  /** The device that was this register of this store before it: its folder is gone, or it was replaced. */
  former: z
    .object({ device: z.string(), name: z.string(), missing: z.int(), lastSeen: z.int().nullable() })
    .nullable(),
});
export type DeviceRow = z.infer<typeof deviceRow>;

export const devices = {
  list: ask().output(z.array(deviceRow)),
  rename: tell('hq.devices')
    .input(z.object({ commandId, device: id, name }))
    .output(deviceRow),
  /** No feeds any more; what it signed before is still taken, into quarantine. */
  revoke: tell('hq.devices')
    /** With a note, that it seemed to be a copy is settled by this. */
    .input(z.object({ commandId, device: id, note: reason.optional() }))
    .output(deviceRow),
  /** Of two disks with one key, the next one to come is the register. */
  letBack: tell('hq.devices')
    .input(z.object({ commandId, device: id, note: reason }))
    .output(deviceRow),
  /** Looks now at what the taking over of its catalog stopped at, instead of in a while. */
  handOverAgain: tell('hq.devices')
    .input(z.object({ commandId, device: id }))
    .output(deviceRow),
};

const codeRow = z.object({
  id: z.string(),
  store: z.string(),
  register: z.string(),
  madeBy: z.string(),
  madeAt: z.int(),
  expiresAt: z.int(),
});
export type CodeRow = z.infer<typeof codeRow>;

/** Enrolment codes: one turns one device into one register of one store, within ten minutes. */
export const codes = {
  /** Those nobody has used yet and that still hold. */
  list: ask('hq.devices').output(z.array(codeRow)),
  /** The code is in this answer and nowhere else. */
  make: tell('hq.devices')
    /** Without a register the lowest free number is taken. */
    .input(z.object({ commandId, store: storeCode, register: registerCode.nullable() }))
    .output(z.object({ code: z.string(), row: codeRow })),
  cancel: tell('hq.devices').input(z.object({ commandId, id })).output(z.object({})),
};
