import type { DomainError } from '#shared/domain/error.ts';
import { ok, type Result } from '#shared/domain/result.ts';
import { settingsChanged } from '#shared/journal/entries/settings.ts';
import type { By } from '../journal/by.ts';
import type { Host } from '../journal/host.ts';
import { query, type Reader } from '../journal/query.ts';
import { checkedFact } from './checked-fact.ts';
import type { Done } from './done.ts';

/** Settings that are pictures: what begins so is no setting of a place. */
export const PICTURES = 'picture:';

/** A key has 40 signs at most; half a SHA-256 still means one picture. */
const keyOf = (name: string): string => PICTURES + name.slice(0, 32);

const pictureRow = query<{ key: string }, { value: string }>((db, param) =>
  db.selectFrom('setting').select('value').where('scope', '=', 'chain').where('key', '=', param('key')),
);

/** The picture of this name (SHA-256 of its bytes) as base64, where the chain has one. */
export async function pictureData(read: Reader, name: string): Promise<string | null> {
  const row = await read.first(pictureRow, { key: keyOf(name) });
  return row === undefined ? null : (JSON.parse(row.value) as string);
}

/** Keeps a picture for every store of the chain: registers get it before what names it. One it has is not told again. Refuses SETTING_INVALID. */
export const keepChainPicture =
  (host: Host) =>
  (
    { command }: By,
    { name, data }: { readonly name: string; readonly data: string },
  ): Promise<Result<Done, DomainError>> =>
    host.commitChain(command, async ({ read }) => {
      if ((await pictureData(read, name)) !== null) return ok({ answer: {} });
      const values = { [keyOf(name)]: JSON.stringify(data) };
      const entry = checkedFact(settingsChanged, { scope: 'chain', values });
      return entry.ok ? ok({ entry: entry.value, answer: {} }) : entry;
    });
