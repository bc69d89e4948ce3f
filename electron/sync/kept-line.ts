import { backOff } from '#shared/link/device/back-off.ts';
import type { LaneTimers } from './lane.ts';
import { openPokes, type Pokes } from './pokes.ts';

/** The line over which HQ says that a feed has grown, opened again when it closes. */
export interface KeptLine {
  readonly open: (session: string) => void;
  readonly close: () => void;
}

/**
 * Whether HQ is gone too, or only this line (some networks let none through), shows at the pull that follows. The line is tried again,
 * less and less often; without it, the poll of the minute does its work.
 */
export function keptLine(given: {
  readonly address: () => string;
  readonly timers: LaneTimers;
  readonly poked: (feed: string, position: number) => void;
  readonly came: (packed: Uint8Array) => void;
  readonly lost: () => void;
}): KeptLine {
  const { timers } = given;
  let session: string | null = null;
  let pokes: Pokes | null = null;
  let losses = 0;

  const gone = (of: string) => {
    if (session !== of) return;
    pokes = null;
    losses += 1;
    timers.after(backOff({ failures: losses + 1, asked: 0 }, timers.random()), () => {
      if (session === of && pokes === null) listen(of);
    });
    given.lost();
  };
  const listen = (to: string) => {
    pokes?.close();
    session = to;
    pokes = openPokes({
      address: given.address(),
      session: to,
      after: timers.after,
      poked: (feed, position) => {
        losses = 0;
        given.poked(feed, position);
      },
      came: (packed) => {
        losses = 0;
        given.came(packed);
      },
      gone: () => gone(to),
    });
  };
  return {
    open: listen,
    close: () => {
      session = null;
      pokes?.close();
      pokes = null;
    },
  };
}
