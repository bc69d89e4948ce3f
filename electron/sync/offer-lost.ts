import { heldFacts } from '#electron/store/link/held-facts.ts';
import { nodeCodec } from '#node/codec.ts';
import { pack } from '#node/packing.ts';
import { ok, type Result } from '#shared/domain/result.ts';
import { BATCH_LIMIT, type ReceivedEntry } from '#shared/link/batch.ts';
import type { BlockName } from '#shared/link/digest.ts';
import { encodeFacts } from '#shared/link/fact-frame.ts';
import type { CompareParts } from './compare.ts';
import type { CallFault } from './hq-client.ts';

/**
 * Offers headquarters facts of others that a restore took from it: their author may be gone, or be headquarters itself. Answers how many
 * it had lost and holds now.
 */
export async function offerLost(
  { store, client, session }: Pick<CompareParts, 'store' | 'client' | 'session'>,
  { origin, epoch }: BlockName,
  seqs: readonly number[],
): Promise<Result<number, CallFault>> {
  let regained = 0;
  for (const facts of loads(heldFacts(store.reading, { origin, epoch, seqs }))) {
    const answer = await client.regain(session, await pack(encodeFacts(facts, nodeCodec)));
    if (!answer.ok) return answer;
    regained += answer.value.regained;
  }
  return ok(regained);
}

/** As much at once as a batch may hold. */
function* loads(facts: readonly ReceivedEntry[]): Iterable<readonly ReceivedEntry[]> {
  let load: ReceivedEntry[] = [];
  let bytes = 0;
  for (const fact of facts) {
    const size = fact.header.length + fact.body.length;
    if (load.length > 0 && (load.length >= BATCH_LIMIT.entries || bytes + size > BATCH_LIMIT.bytes)) {
      yield load;
      load = [];
      bytes = 0;
    }
    load.push(fact);
    bytes += size;
  }
  if (load.length > 0) yield load;
}
