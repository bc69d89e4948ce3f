import { z } from 'zod';

/** Versions of the protocol this program speaks; HQ speaks every one of the last 24 months. */
export const PROTOCOL = { min: 1, max: 1 } as const;

const hex = (bytes: number) => z.string().regex(new RegExp(`^[0-9a-f]{${bytes * 2}}$`));
const id = z.string().min(1).max(80);

/** A one-time code turns a device's key into a register of a store. The key is proven by signing the code. */
export const enrolRequest = z.strictObject({
  code: z.string().trim().min(6).max(40),
  device: id,
  publicKey: z.string().max(200),
  /** Name of the machine, for the list at HQ. */
  name: z.string().trim().max(120),
  version: z.string().max(40),
  /** The store it sold for alone, if it did. */
  alone: z.strictObject({ store: z.string().max(20), register: z.string().max(20) }).nullable(),
  signature: hex(64),
});
export type EnrolRequest = z.infer<typeof enrolRequest>;

export const enrolReply = z.object({
  store: id,
  register: id,
  incarnation: id,
  /** HQ's own public key (SPKI, DER, base64): what comes from HQ is signed with it. */
  hqKey: z.string().max(200),
  chain: z.string().max(120),
});
export type EnrolReply = z.infer<typeof enrolReply>;

/** First of two steps of a hello: HQ answers a challenge that only the holder of the key can sign. */
export const challengeRequest = z.strictObject({ device: id });
export const challengeReply = z.object({ challenge: hex(32), time: z.int() });

export const helloRequest = z.strictObject({
  device: id,
  challenge: hex(32),
  signature: hex(64),
  protocol: z.strictObject({ min: z.int().min(1), max: z.int().min(1) }),
  version: z.string().max(40),
  epoch: z.string().max(40),
  seq: z.int().min(0),
  head: hex(32),
  /** Secret of the last session, null at the first: two devices that show the same one are clones of each other. */
  lease: z.string().max(80).nullable(),
  /** Facts not acknowledged yet, and when the oldest was made. */
  waiting: z.strictObject({ facts: z.int().min(0), since: z.int().nullable() }),
  /** Device's wall clock, ms: HQ shows the skew and never refuses for it. */
  at: z.int(),
});
export type HelloRequest = z.infer<typeof helloRequest>;

export const helloReply = z.object({
  session: z.string().max(200),
  lease: z.string().max(80),
  incarnation: id,
  protocol: z.int().min(1),
  time: z.int(),
  /** The chain's name as it is now. */
  chain: z.string().max(120).optional(),
  /** What HQ holds of this device, branch 0 of each epoch. */
  heads: z
    .array(
      z.object({
        epoch: z.string().max(40),
        seq: z.int().min(0),
        hash: hex(32),
        /** Up to which seq its facts are in a verified backup of HQ. */
        archived: z.int().min(0).optional(),
      }),
    )
    .max(1000),
  /** The same of the other histories of its store. */
  archived: z
    .array(z.object({ origin: id, epoch: z.string().max(40), seq: z.int().min(1) }))
    .max(10_000)
    .optional(),
  /** Where the feeds this device follows end. */
  feeds: z.record(z.string().max(80), z.int().min(0)),
  limits: z.object({ batchEntries: z.int().min(1), batchBytes: z.int().min(1) }),
});
export type HelloReply = z.infer<typeof helloReply>;

export const pushReply = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('ack'),
    epoch: z.string().max(40),
    seq: z.int().min(1),
    hash: hex(32),
    position: z.int().min(0).nullable(),
    /** How many facts are new by this batch: they stand in the feed up to `position` without a gap. */
    appended: z.int().min(0).optional(),
    incarnation: id,
    time: z.int(),
  }),
  z.object({
    kind: z.literal('gap'),
    epoch: z.string().max(40),
    wanted: z.int().min(1),
    incarnation: id,
    time: z.int(),
  }),
  z.object({
    kind: z.literal('fork'),
    epoch: z.string().max(40),
    seq: z.int().min(1),
    hash: hex(32),
    position: z.int().min(0).nullable(),
    incarnation: id,
    time: z.int(),
  }),
]);
export type PushAnswer = z.infer<typeof pushReply>;

/** What the socket carries: that a feed has grown. Data always comes by a pull. */
export const poke = z.object({ feed: z.string().max(80), position: z.int().min(0) });

/** A fault as HQ answers it over HTTP. */
export const faultReply = z.object({ code: z.string().max(40), retryAfter: z.int().min(0).optional() });
