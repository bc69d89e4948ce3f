import { z } from 'zod';

const id = z.string().min(1).max(80);

/**
 * `POST /link/recall`: a register asks for a parked ticket of its store. Asked again with the same id it hears the same, so an answer
 * that got lost costs nothing.
 */
export const recallRequest = z.strictObject({ id: z.uuid(), park: id, person: id });
export type RecallRequest = z.infer<typeof recallRequest>;

/**
 * `taken`: another register has it; its number, where that is known. `id` is the question's: an answer that somebody on the way kept of
 * another one is none.
 */
export const recallReply = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('yours'), id: z.uuid() }),
  z.object({ kind: z.literal('taken'), id: z.uuid(), register: z.string().max(20) }),
]);
export type RecallReply = z.infer<typeof recallReply>;
