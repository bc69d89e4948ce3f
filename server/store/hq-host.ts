import type { StoreId } from '#shared/domain/ids.ts';
import { authorOf } from '#shared/journal/author.ts';
import { CHAIN_STORE } from '#shared/link/hq/serve-feed.ts';
import { createCommit, type WriteEngine } from '#shared/services/journal/commit.ts';
import type { Commit, Host, Self } from '#shared/services/journal/host.ts';
import { type AuthorPorts, openAuthor } from './author.ts';
import { createKnownFacts } from './known-facts.ts';
import type { HqPool } from './pool.ts';
import { readerOf } from './reader.ts';

/** Hosts of the services at HQ, one per scope: `chain`, or a store. They share the chain's author and what it wrote. */
export interface HqHosts {
  readonly of: (scope: StoreId) => Promise<Host>;
  /** Resolves when every command given so far is committed. */
  readonly idle: () => Promise<void>;
}

export interface HqHostsPlan extends AuthorPorts {
  /** The epoch HQ writes in: another after every restore of HQ. */
  readonly epoch: string;
}

/**
 * Facts of the chain have one author, `hq/chain`, whichever scope's host they are given at; facts of a store are HQ's own, `hq/<store>`.
 */
export async function openHqHosts(pool: HqPool, plan: HqHostsPlan): Promise<HqHosts> {
  const facts = createKnownFacts(pool);
  const chain = await openAuthor(pool, authorOf(CHAIN_STORE as StoreId, plan.epoch), {
    ...plan,
    watch: facts,
  });
  const hosts = new Map<StoreId, Promise<Host>>();
  const authors = [chain];
  const open = async (scope: StoreId): Promise<Host> => {
    const self = authorOf(scope, plan.epoch);
    const chainFacts = await facts.of(self);
    const own =
      scope === chain.self().store ? chain : await openAuthor(pool, self, { ...plan, watch: UNWATCHED });
    if (own !== chain) authors.push(own);
    return {
      self,
      read: readerOf(pool),
      commit: createCommit(own),
      commitChain: actingAs(self, chain),
      // Its author's commands go in groups, so a long piece of work holds nobody up.
      commitPart: actingAs(self, chain),
      chain: chainFacts,
      codec: plan.codec,
      now: plan.now,
      newId: plan.newId,
    };
  };
  return {
    of: (scope) => {
      const known = hosts.get(scope);
      if (known) return known;
      const opening = open(scope);
      hosts.set(scope, opening);
      opening.catch(() => hosts.delete(scope));
      return opening;
    },
    idle: async () => {
      for (const author of authors) await author.idle();
    },
  };
}

/** The chain's author for commands that are about one scope: they decide as that scope, and the chain signs. */
const actingAs = (self: Self, engine: WriteEngine): Commit =>
  createCommit({ ...engine, turn: (work) => engine.turn((state, head) => work({ ...state, self }, head)) });

const UNWATCHED = { begins: async () => {}, ends: () => false, committed: async () => {} };
