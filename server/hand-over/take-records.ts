import { ok } from '#shared/domain/result.ts';
import { put } from '#shared/journal/change.ts';
import { localHanded } from '#shared/link/hq/hand-over-tables.ts';
import type { Host } from '#shared/services/journal/host.ts';
import type { Reader } from '#shared/services/journal/query.ts';
import type { PersonSeal } from '#shared/services/people/ports.ts';
import { ownOf, readSettingRows, valuesOf } from '#shared/services/settings/setting-rows.ts';
import type { StoreRecord } from './fold-records.ts';
import { type NotTaken, takenOr } from './not-taken.ts';
import { type HandedRow, readHanded, readKey, readSealed } from './read-rows.ts';
import { dataText, sameName } from './same-data.ts';
import { type Settled, settlePerson, settleRecord } from './settle-record.ts';
import { settleSetting } from './settle-setting.ts';

export interface RecordPorts {
  readonly host: Host;
  readonly seal: Pick<PersonSeal, 'open'>;
}

interface Of {
  readonly device: string;
  readonly store: string;
}

const KINDS: readonly HandedRow['kind'][] = ['tax', 'category', 'tender', 'role', 'person', 'setting'];

/**
 * Takes a store's small records into the chain, one fact each, in the transaction that notes what became of it: told again, nothing
 * happens. Answers the first one that can't be taken; those after it wait.
 */
export async function takeRecords(
  ports: RecordPorts,
  of: Of,
  records: readonly StoreRecord[],
): Promise<NotTaken | null> {
  const told = new Map(
    (await readHanded(ports.host.read, of.device, KINDS)).map((row) => [keyOf(row), row.digest]),
  );
  for (const record of records) {
    const key = keyOf({ kind: record.kind, theirs: record.value.id });
    if (told.get(key) === dataText(record.value)) continue;
    const failed = await takenOr(nameOf(record), () => takeRecord(ports, of, record));
    if (failed !== null) return failed;
  }
  return null;
}

/** What a person calls it; people are sealed, and a setting is called by its key. */
const nameOf = ({ kind, value }: StoreRecord): { readonly kind: string; readonly name: string } => ({
  kind,
  name: kind === 'setting' ? value.id : 'name' in value ? value.name : '',
});

const keyOf = ({ kind, theirs }: Pick<HandedRow, 'kind' | 'theirs'>): string => `${kind}/${theirs}`;

async function takeRecord(ports: RecordPorts, of: Of, record: StoreRecord): Promise<void> {
  const { host } = ports;
  const digest = dataText(record.value);
  const theirs = record.value.id;
  const command = {
    id: host.newId(),
    actor: record.actor,
    name: 'hand-over.record',
    input: { device: of.device, kind: record.kind, theirs },
  };
  const taken = await host.commitChain(command, async ({ read }) => {
    const handed = await readHanded(read, of.device, KINDS);
    const known = handed.find((row) => row.kind === record.kind && row.theirs === theirs);
    // Another process of headquarters was faster.
    if (known?.digest === digest) return ok({ answer: null });
    const settled = await settle(ports, read, { record, known, handed, store: of.store });
    const row: HandedRow = {
      device: of.device,
      kind: record.kind,
      theirs,
      ours: settled.ours,
      whose: settled.whose,
      digest,
      rule: settled.look && 'JOINED_RECORD',
      detail: JSON.stringify(settled.look && { kind: record.kind, ...settled.look }),
    };
    return ok({
      ...(settled.draft === null ? {} : { entry: settled.draft }),
      local: [put(localHanded, row)],
      answer: null,
    });
  });
  if (!taken.ok) throw new Error(`a record of ${of.device} was not taken: ${taken.error.code}`);
}

async function settle(
  { host, seal }: RecordPorts,
  read: Reader,
  given: {
    readonly record: StoreRecord;
    readonly known: HandedRow | undefined;
    readonly handed: readonly HandedRow[];
    readonly store: string;
  },
): Promise<Settled> {
  const { record, known, handed, store } = given;
  const chain = host.chain();
  const ours = (kind: HandedRow['kind'], theirs: string): string =>
    handed.find((row) => row.kind === kind && row.theirs === theirs)?.ours ?? theirs;
  const mine = new Set(handed.filter(({ kind }) => kind === 'tender').map((row) => row.ours));
  const isFirst = chain.tenders.every((tender) => mine.has(tender.id));
  if (record.kind === 'setting') return settleSetting(record, { chain, store, known });
  if (record.kind !== 'person') {
    const own = ownOf(valuesOf(await readSettingRows(read), `store/${store}`));
    return settleRecord(record, { chain, store, known, ours, isFirst, tendersOff: own.tendersOff ?? [] });
  }
  const people = (await readSealed(read)).map(({ id, sealed, key }) => ({
    id,
    name: key && (seal.open(key, sealed)?.name ?? null),
    key,
  }));
  const self = await readKey(read, record.value.id);
  const name = self && (seal.open(self, record.value.sealed)?.name ?? null);
  const namesake =
    name === null
      ? undefined
      : people.find((each) => each.id !== record.value.id && each.name !== null && sameName(each.name, name));
  return settlePerson(record, {
    known,
    ours,
    isKnown: people.some(({ id }) => id === record.value.id),
    namesake: namesake?.id ?? null,
  });
}
