import type { DomainError } from '#shared/domain/error.ts';
import type { DeviceId, PersonId, RegisterId, ShiftId, StoreId } from '#shared/domain/ids.ts';
import type { Result } from '#shared/domain/result.ts';
import type { LocalEffect } from '#shared/journal/change.ts';
import type { Codec } from '#shared/journal/entry.ts';
import type { EntryType } from '#shared/journal/entry-type.ts';
import type { ChainFacts } from './chain-facts.ts';
import type { Reader } from './query.ts';

/**
 * What a service may ask of the place it runs in: reads, one way to write, and the ports of the core.
 * A register and HQ each make one; services never know which.
 */
export interface Host {
  readonly self: Self;
  readonly read: Reader;
  /** For facts of the store and local state. */
  readonly commit: Commit;
  /** For chain facts: such commands run one after the other, decide on a catalog that has caught up, and answer when it shows the change. */
  readonly commitChain: Commit;
  /** As `commitChain`, for one part of a long piece of work: it yields to every command that waits, so that a sale is never held up. */
  readonly commitPart: Commit;
  readonly chain: () => ChainFacts;
  /** Facts are kept as bytes: who reads one back decodes them with this. */
  readonly codec: Codec;
  /** Wall time in milliseconds. */
  readonly now: () => number;
  /**
   * What time it is for prices, milliseconds, where that is not `now`: a register that has joined goes by headquarters' time and never
   * back behind what it was told.
   */
  readonly priceTime?: () => number;
  /** A new uuidv7. */
  readonly newId: () => string;
}

/** Who authors here. */
export interface Self {
  readonly device: DeviceId;
  readonly store: StoreId;
  readonly register: RegisterId;
  readonly epoch: string;
}

/** A command as its caller made it. The id is made before the first try and becomes the entry's id. */
export interface Command<Input = unknown> {
  readonly id: string;
  readonly actor: PersonId;
  readonly name: string;
  readonly input: Input;
}

export type Commit = <T>(
  command: Command,
  decide: (state: Deciding) => Promise<Result<Decision<T>, DomainError>>,
) => Promise<Result<T, DomainError>>;

/** What a decision may rest on: state as it is when it is this command's turn. */
export interface Deciding {
  readonly read: Reader;
  readonly at: number;
  readonly self: Self;
}

/** One command, at most one entry, one transaction. `answer` is JSON: a repeated command gets the same one. */
export interface Decision<T> {
  readonly entry?: Draft;
  readonly local?: readonly LocalEffect[];
  readonly answer: T;
}

export interface Draft {
  readonly type: EntryType;
  readonly body: unknown;
  readonly shift: ShiftId | null;
  /** When it was first said, where another author said it before; the time of the command for all others. Milliseconds. */
  readonly madeAt?: number;
}

/** A fact to be written, its body checked against its type. */
export const fact = <Body>(type: EntryType<Body>, body: Body, shift: ShiftId | null = null): Draft => ({
  type,
  body,
  shift,
});
