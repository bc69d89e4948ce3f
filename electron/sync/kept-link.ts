import type { LinkRow } from '#electron/store/link/link-rows.ts';
import type { RegisterStore } from '#electron/store/register-store.ts';
import { patch } from '#shared/journal/change.ts';
import { localLink } from '#shared/journal/tables/local.ts';
import type { LinkPorts } from './link.ts';

/** What a register remembers of its tie to headquarters, in mind and on the disk. */
export interface KeptLink {
  readonly row: () => LinkRow;
  /** On the disk when it resolves; never before a command that waits. */
  readonly keep: (set: Partial<LinkRow>) => Promise<void>;
  /** As `keep`, where `holds` says so with no command running; answers whether it was kept. */
  readonly keepIf: (holds: () => boolean, set: Partial<LinkRow>) => Promise<boolean>;
  /** On the disk a little later: what got lost is told again at the next hello. */
  readonly soon: (set: Partial<LinkRow>) => void;
  /** HQ has answered, and said what time it is there. */
  readonly agreed: (time: number | null) => void;
  /** Writes what is due. */
  readonly flush: () => Promise<void>;
}

/** What is kept later is kept at least this often, ms. */
export const KEEP_EVERY = 2_000;

export function createKeptLink(
  store: RegisterStore,
  { timers, report }: Pick<LinkPorts, 'timers' | 'report'>,
  begun: LinkRow,
): KeptLink {
  let row = begun;
  let unkept: Partial<LinkRow> = {};
  let callOff: (() => void) | null = null;
  const keep = async (set: Partial<LinkRow>): Promise<void> => {
    row = { ...row, ...set };
    const local = [patch(localLink, { id: 'self' }, set)];
    await store.queue.bulk(async () => store.writer.write({ journal: null, changes: [], local }));
  };
  const keepIf = (holds: () => boolean, set: Partial<LinkRow>): Promise<boolean> =>
    store.queue.bulk(async () => {
      if (!holds()) return false;
      store.writer.write({ journal: null, changes: [], local: [patch(localLink, { id: 'self' }, set)] });
      row = { ...row, ...set };
      return true;
    });
  const flush = async (): Promise<void> => {
    callOff?.();
    callOff = null;
    const set = unkept;
    unkept = {};
    if (Object.keys(set).length > 0) await keep(set);
  };
  const soon = (set: Partial<LinkRow>): void => {
    row = { ...row, ...set };
    unkept = { ...unkept, ...set };
    callOff ??= timers.after(KEEP_EVERY, () => void flush().catch(report));
  };
  return {
    row: () => row,
    keep,
    keepIf,
    soon,
    agreed: (time) => {
      const now = timers.now();
      if (time === null) soon({ agreed_at: now });
      else soon({ agreed_at: now, skew: now - time, hq_time: Math.max(time, row.hq_time ?? time) });
    },
    flush,
  };
}
