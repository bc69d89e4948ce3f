import { nodeCodec } from '#node/codec.ts';
import type { Result } from '#shared/domain/result.ts';
import type { LinkFault } from '#shared/link/fault.ts';
import { type HqLife, regainFacts, regains } from '#shared/link/hq/regain-facts.ts';
import type { DigestSource } from '#shared/link/hq/serve-digest.ts';
import { sqliteDigest } from '#tests/support/link/sqlite-digest.ts';
import type { SqliteHq } from '#tests/support/link/sqlite-hq.ts';
import type { HqPorts } from './hq-parts.ts';

/** Headquarters' end of a comparison. */
export interface ComparedEnd {
  readonly digests: DigestSource;
  /** Whether it takes back what a restore took from it. */
  readonly regains: boolean;
  /** Takes facts back that a register still holds; answers how many. */
  readonly regain: (device: string, bytes: Uint8Array) => Promise<Result<number, LinkFault>>;
}

export function comparedEnd(
  sqlite: SqliteHq,
  { life, now, ports }: { readonly life: HqLife; readonly now: number; readonly ports: HqPorts },
): ComparedEnd {
  return {
    digests: sqliteDigest(sqlite, nodeCodec),
    regains: regains(life, now) && ports.mutant !== 'lost for good',
    regain: (device, bytes) =>
      regainFacts(
        sqlite.hq,
        { device, bytes },
        { codec: nodeCodec, life, now, appended: ({ store, position }) => ports.poke(store, position) },
      ),
  };
}
