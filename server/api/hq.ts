import type { DomainError } from '#shared/domain/error.ts';
import type { Result } from '#shared/domain/result.ts';
import type { LinkFault } from '#shared/link/fault.ts';
import type { ProductChanges } from '#shared/services/catalog/change-products.ts';
import type { PriceOrder } from '#shared/services/catalog/price-page.ts';
import type { ProductSearch } from '#shared/services/catalog/search.ts';
import type { Host } from '#shared/services/journal/host.ts';
import type { PersonSeal, PinHasher } from '#shared/services/people/ports.ts';
import type { ChainImports } from '../import/chain-imports.ts';
import type { FactDeed } from '../link/kept-facts.ts';
import type { Accounts } from '../people/accounts.ts';
import type { TypedPool, TypedSql } from '../typed-sql.ts';
import type { HqChanges } from './changes.ts';

/** Everything the procedures of headquarters rest on. */
export interface Hq {
  readonly sql: TypedPool;
  /** Authors the chain's facts. */
  readonly host: Host;
  /** Authors what headquarters says for a store. */
  readonly hostOf: (store: string) => Promise<Host>;
  readonly search: ProductSearch;
  /** Where a long list by price is read; null until it can be, which asking begins. */
  readonly priceOrder: () => Promise<PriceOrder | null>;
  /** One thing done to many products. */
  readonly productChanges: ProductChanges;
  readonly imports: ChainImports;
  readonly seal: PersonSeal;
  /** With the chain's pepper, which registers get beside the verifiers. */
  readonly pins: Pick<PinHasher, 'hash'>;
  readonly accounts: Accounts;
  readonly changes: HqChanges;
  readonly chain: ChainPorts;
  readonly now: () => number;
  /** What set-up asks for, where an empty headquarters can be reached from elsewhere; null where only this machine reaches it. */
  readonly setupKey: string | null;
  /** A fault that no screen is told in full. */
  readonly report: (where: string, error: unknown) => void;
}

/** What changes the chain beside its facts. */
export interface ChainPorts {
  /** Empty before it was set up. */
  readonly name: () => Promise<string>;
  /** After set-up. */
  readonly rename: (name: string) => Promise<void>;
  /** Makes the chain, its first store and, in the same transaction, its owner. Refuses STALE when that is done. */
  readonly setUp: (
    given: { readonly chain: string; readonly store: { readonly code: string; readonly name: string } },
    owner: (tx: TypedSql) => Promise<void>,
  ) => Promise<Result<unknown, DomainError>>;
  readonly makeCode: (wanted: {
    readonly store: string;
    readonly register: string | null;
    readonly madeBy: string;
  }) => Promise<
    Result<
      {
        readonly code: string;
        readonly store: string;
        readonly register: string;
        readonly expiresAt: number;
      },
      LinkFault
    >
  >;
  /** Answers whether there is such a device. With what is said, that it seemed to be a copy is settled. */
  readonly revoke: (device: string, said: { by: string; note: string } | null) => Promise<boolean>;
  /** The next one to say hello with this device's key is it. STALE: it does not seem to be a copy, or is revoked. */
  readonly letBack: (given: {
    readonly device: string;
    readonly by: string;
    readonly note: string;
  }) => Promise<Result<null, 'NOT_FOUND' | 'STALE'>>;
  /** A fact that is not counted is read and posted now. STALE: it counts already. */
  readonly tryFactAgain: (deed: FactDeed) => Promise<Result<null, 'NOT_FOUND' | 'STALE'>>;
  /** It stays uncounted for good, with the reason. */
  readonly setFactAside: (
    deed: FactDeed & { readonly note: string },
  ) => Promise<Result<null, 'NOT_FOUND' | 'STALE'>>;
}
