import type { CatalogProblem } from '#electron/store/catalog/catalog.ts';
import type { BackupKeeper } from '#electron/store/maintenance/backup-keeper.ts';
import type { RegisterStore } from '#electron/store/register-store.ts';
import type { SessionView } from '#shared/contract/session.ts';
import type { Host } from '#shared/services/journal/host.ts';
import { latestInstant } from '#shared/services/shifts/last-entry.ts';

type Notice = SessionView['notices'][number];

/** Troubles that stay on screen until they are gone. */
export interface Notices {
  /** How far the clock is behind what the books know, ms; 0 when it is not. */
  readonly clockBehind: () => Promise<number>;
  readonly now: () => Promise<Notice[]>;
  readonly catalogProblem: (problem: CatalogProblem) => void;
}

/** Clocks are put right by seconds all the time; a notice is for more, ms. */
const NOTICEABLE = 60_000;

export function createNotices(parts: {
  readonly store: () => RegisterStore;
  readonly host: () => Host;
  readonly backups: () => BackupKeeper;
  readonly now: () => number;
}): Notices {
  const skipped = new Set<string>();
  let catalogDamaged = false;
  const clockBehind = async () =>
    parts.store().identity() ? Math.max(0, ((await latestInstant(parts.host())) ?? 0) - parts.now()) : 0;
  return {
    clockBehind,
    catalogProblem: (problem) => {
      if (problem.kind === 'skipped') skipped.add(problem.skipped.type);
      if (problem.kind === 'damaged') catalogDamaged = true;
    },
    now: async () => {
      const behind = await clockBehind();
      return [
        ...(behind >= NOTICEABLE
          ? [{ code: 'clock-behind', data: { minutes: Math.floor(behind / 60_000) } }]
          : []),
        ...parts
          .backups()
          .notices()
          .map(({ code, data }) => ({ code, data: { ...data } })),
        ...(catalogDamaged ? [{ code: 'catalog-damaged', data: {} }] : []),
        ...[...skipped].map((type) => ({ code: 'catalog-skipped', data: { type } })),
      ];
    },
  };
}
