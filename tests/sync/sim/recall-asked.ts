import { nodeCodec } from '#node/codec.ts';
import type { PersonId } from '#shared/domain/ids.ts';
import type { KnownDevice } from '#shared/link/hq/hq-store.ts';
import { type RecallReply, recallRequest } from '#shared/link/recall.ts';
import { assignTicket } from '#shared/services/tickets/assign-ticket.ts';
import { json, refuse } from './answers.ts';
import type { HqPorts } from './hq-parts.ts';
import type { Answer } from './network.ts';
import { givesToAll } from './spoilt-hq.ts';
import { type AuthorPlan, storeAuthor } from './store-author.ts';

/** Says whether a register gets a parked ticket of its store (server/link/recall.ts). */
export async function answerRecall(
  bytes: Uint8Array,
  { device, register }: Pick<KnownDevice, 'device' | 'register'>,
  given: Pick<HqPorts, 'mutant' | 'trace' | 'scheduler'> & { readonly author: AuthorPlan },
): Promise<Answer> {
  const asked = recallRequest.safeParse(JSON.parse(nodeCodec.text(bytes)));
  if (!asked.success) return refuse('MALFORMED');
  const { id, park, person } = asked.data;
  const input = { park, device, register };
  const command = { id, actor: person as PersonId, name: 'tickets.assign', input };
  const assign = given.mutant === 'given to whoever asks' ? givesToAll : assignTicket;
  const said = await assign(await storeAuthor(given.author))(command, input);
  given.trace.note(given.scheduler.now(), `hq ${said.ok ? 'gives' : 'refuses'} ${park} to ${device}`);
  if (said.ok) return json({ kind: 'yours', id } satisfies RecallReply);
  if (said.error.code !== 'PARK_TAKEN') return refuse('MALFORMED');
  const holder = String(said.error.data?.['register'] ?? '');
  return json({ kind: 'taken', id, register: holder } satisfies RecallReply);
}
