import { query, type Reader } from './query.ts';

const answered = query<{ id: string }, { id: string }>((db, param) =>
  db.selectFrom('local_command').select('id').where('id', '=', param('id')),
);

/**
 * Whether a command has had its answer: told again, nothing that belongs before its turn (proofs, commands it brings about) may be
 * done a second time. `commit` then answers as before.
 */
export const wasAnswered = async (read: Reader, command: string): Promise<boolean> =>
  (await read.first(answered, { id: command })) !== undefined;
