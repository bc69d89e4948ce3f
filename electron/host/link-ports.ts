import type { JoinPorts } from '#electron/sync/join.ts';
import type { LinkPorts } from '#electron/sync/link.ts';
import type { HostPorts } from './ports.ts';

/** Pages are told of the link at most this often, ms: a drain of a month is acknowledged many times a second. */
const TOLD_EVERY = 500;

/** What the link needs of the machine. `tell`: what is shown of it has changed. */
export function linkPorts(
  { timers, random, version, newId, secrets, report }: HostPorts,
  tell: () => void,
): LinkPorts {
  let due = false;
  return {
    timers: { now: () => timers.now(), after: (ms, run) => timers.after(ms, run), random },
    version,
    newId,
    key: () => secrets.read('device.key'),
    lease: {
      read: () => secrets.read('hq-lease'),
      write: (lease) => secrets.write('hq-lease', lease),
    },
    keepPepper: (pepper) => secrets.write('hq-pepper', pepper),
    report: (error) => report('link', error),
    changed: () => {
      if (due) return;
      due = true;
      timers.after(TOLD_EVERY, () => {
        due = false;
        tell();
      });
    },
  };
}

/** The same for joining. */
export const joinPorts = ({ timers, version, newId, secrets }: HostPorts): JoinPorts => ({
  now: () => timers.now(),
  newId,
  version,
  key: {
    read: () => secrets.read('device.key'),
    write: (pem) => secrets.write('device.key', pem),
  },
});
