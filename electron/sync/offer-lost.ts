import { heldFacts } from '#electron/store/link/held-facts.ts';
import { nodeCodec } from '#node/codec.ts';
import { pack } from '#node/packing.ts';
import { ok, type Result } from '#shared/domain/result.ts';
import { cutBatch } from '#shared/link/device/push.ts';
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
  for (let left = heldFacts(store.reading, { origin, epoch, seqs }); left.length > 0; ) {
    const facts = cutBatch(left);
    const answer = await client.regain(session, await pack(encodeFacts(facts, nodeCodec)));
    if (!answer.ok) return answer;
    regained += answer.value.regained;
    left = left.slice(facts.length);
  }
  return ok(regained);
}
