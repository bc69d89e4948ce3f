import type { Change } from '#shared/journal/change.ts';
import { type ChainFacts, loadChainFacts, NO_FACTS } from '#shared/services/journal/chain-facts.ts';
import type { Self } from '#shared/services/journal/host.ts';
import type { AuthorWatch } from './author.ts';
import type { HqPool, Sql } from './pool.ts';
import { readerOf } from './reader.ts';

export interface KnownFacts extends AuthorWatch {
  /** Reads the chain facts of a scope and keeps them fresh from then on. */
  readonly of: (self: Self) => Promise<() => ChainFacts>;
}

/** Tables whose rows every decision reads from memory. */
const OF_FACTS: ReadonlySet<string> = new Set(['setting', 'tax_class', 'tender', 'category', 'role']);

/** The chain facts of each scope in memory: read anew when the chain's journal has gone on, here or in another process. */
export function createKnownFacts(pool: HqPool): KnownFacts {
  const scopes = new Map<string, { readonly self: Self; facts: ChainFacts }>();
  let readAt = -1;
  const readAll = async (sql: Sql, seq: number): Promise<void> => {
    const read = readerOf(sql);
    for (const scope of scopes.values())
      scope.facts = await loadChainFacts(read, scope.self.store, scope.self.register);
    readAt = seq;
  };
  return {
    of: async (self: Self): Promise<() => ChainFacts> => {
      const scope = { self, facts: NO_FACTS };
      scope.facts = await loadChainFacts(readerOf(pool), self.store, self.register);
      scopes.set(self.store, scope);
      return () => scope.facts;
    },
    begins: async (sql: Sql, seq: number): Promise<void> => {
      if (seq !== readAt) await readAll(sql, seq);
    },
    ends: (changes: readonly Change[]): boolean => changes.some(({ table }) => OF_FACTS.has(table.name)),
    committed: async (seq: number, fresh: boolean): Promise<void> => {
      if (fresh) await readAll(pool, seq);
      else readAt = seq;
    },
  };
}
