import type { Area } from '#shared/journal/entry-type.ts';

export type AreaListener = (areas: readonly Area[]) => void;

export interface Announcer {
  readonly listen: (listener: AreaListener) => () => void;
  readonly announce: AreaListener;
  /** For the parts of long jobs, which come many a second: told together, at the next announcement or after a second. */
  readonly announceLater: AreaListener;
  /** What still waits is not told any more. */
  readonly stop: () => void;
}

const LATER_MS = 1_000;

/** Tells whoever listens which areas a commit changed. A listener that throws is a bug and must not undo a sale: it is reported and passed over. */
export function createAnnouncer(): Announcer {
  const listeners = new Set<AreaListener>();
  const waiting = new Set<Area>();
  let timer: NodeJS.Timeout | null = null;
  const announce = (areas: readonly Area[]) => {
    if (timer) clearTimeout(timer);
    timer = null;
    const all = waiting.size === 0 ? areas : [...new Set([...waiting, ...areas])];
    waiting.clear();
    if (all.length === 0) return;
    for (const listener of listeners) {
      try {
        listener(all);
      } catch (error) {
        process.emitWarning(error instanceof Error ? error : String(error), { type: 'AnnouncementFailed' });
      }
    }
  };
  return {
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    announce,
    announceLater: (areas) => {
      for (const area of areas) waiting.add(area);
      timer ??= setTimeout(() => announce([]), LATER_MS).unref();
    },
    stop: () => {
      if (timer) clearTimeout(timer);
    },
  };
}
