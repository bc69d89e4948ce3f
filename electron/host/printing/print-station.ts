import { printQueue } from '#electron/devices/printer/print-queue.ts';
import type { Printer, PrinterStatus, PulseOutcome, SendTrouble } from '#electron/devices/printer/printer.ts';
import type { SessionView } from '#shared/contract/session.ts';
import type { PrinterSettings } from '#shared/domain/store/settings.ts';
import type { Host } from '#shared/services/journal/host.ts';
import { query } from '#shared/services/journal/query.ts';
import type { HostPorts } from '../ports.ts';
import { printJobs } from './print-jobs.ts';
import type { SlipJob, Slips } from './slips.ts';

export type PrinterState = SessionView['printer']['state'];

/** The register's printer with its queue: what waits is in the store, what the printer last said is here. */
export interface PrintStation {
  /** Puts slips a crash left half sent to the clerk, then prints what waits. */
  readonly start: () => Promise<void>;
  /** A slip was queued or tapped. */
  readonly wake: () => void;
  /** Settings changed: look at the printer anew. */
  readonly look: () => void;
  readonly view: () => Promise<SessionView['printer']>;
  /** Opens the drawer: tried once. False without a printer or when it can't be known. */
  readonly pulse: () => Promise<boolean>;
  readonly stop: () => Promise<void>;
}

export interface StationParts {
  readonly host: Host;
  readonly slips: Slips;
  readonly ports: Pick<HostPorts, 'timers' | 'printerAt' | 'report'>;
  /** What the printer says has changed. */
  readonly changed: () => void;
}

const waitingCounts = query((db) =>
  db
    .selectFrom('local_print_job')
    .select((e) => ['state', e.fn.countAll<number>().as('n')])
    .where('state', 'in', ['queued', 'sending', 'waiting-tap', 'asked'])
    .groupBy('state')
    .orderBy('state'),
);

/** How often an idle printer is asked how it is, ms. */
const LOOK_EVERY = 60_000;

export function createPrintStation({ host, slips, ports, changed }: StationParts): PrintStation {
  let known: PrinterState = 'unknown';
  let callOff = () => {};
  let stopped = false;
  const say = (state: PrinterState) => {
    if (known === state) return;
    known = state;
    changed();
  };
  const printer = printerOfNow(slips.printer, ports);
  const queue = printQueue<SlipJob>({
    jobs: printJobs(host),
    printer,
    timers: ports.timers,
    render: async ({ slip }) => {
      const to = slips.printer();
      if (!to) throw new Error('no printer is set up');
      return await slips.bytes(slip, to);
    },
    tell: (news) => {
      if (news.kind === 'trouble') say(stateOfTrouble(news.reason));
      if (news.kind === 'done' || news.kind === 'printing-again') say('ready');
      if (news.kind === 'broken') ports.report('printing', news.error);
    },
  });
  const look = (): void => {
    callOff();
    ask().catch((error: unknown) => ports.report('printing', error));
    if (!stopped) callOff = ports.timers.after(LOOK_EVERY, look);
  };
  const ask = async (): Promise<void> => {
    say(slips.printer() ? stateOfStatus(await printer.status()) : 'unknown');
  };
  return {
    start: async () => {
      await queue.start();
      look();
    },
    wake: () => {
      if (slips.printer()) queue.wake();
    },
    look: () => {
      look();
      if (slips.printer()) queue.wake();
    },
    view: async () => {
      const counts = new Map((await host.read.all(waitingCounts, {})).map((row) => [row.state, row.n]));
      const of = (state: 'queued' | 'sending' | 'waiting-tap' | 'asked') => counts.get(state) ?? 0;
      return {
        state: slips.printer() ? known : 'none',
        waiting: of('queued') + of('sending') + of('waiting-tap'),
        forTap: of('waiting-tap'),
        asked: of('asked'),
      };
    },
    pulse: async () => (await printer.pulse()).kind === 'pulsed',
    stop: async () => {
      stopped = true;
      callOff();
      await queue.stop();
    },
  };
}

/** The printer as the settings of the moment reach it; the same one until they change, since it knows its own line and habits. */
function printerOfNow(settings: () => PrinterSettings | null, ports: Pick<HostPorts, 'printerAt'>): Printer {
  let known: { readonly as: string; readonly printer: Printer } | null = null;
  const now = (): Printer | null => {
    const at = settings();
    if (!at) return null;
    const as = JSON.stringify(at);
    if (known?.as !== as) known = { as, printer: ports.printerAt(at) };
    return known.printer;
  };
  const nowhere = { kind: 'failed', reason: 'unreachable' } satisfies PulseOutcome;
  return {
    send: async (bytes, signal) =>
      (await now()?.send(bytes, signal)) ?? { kind: 'not-sent', reason: 'unreachable' },
    pulse: async () => (await now()?.pulse()) ?? nowhere,
    status: async () => (await now()?.status()) ?? { kind: 'trouble', trouble: 'unreachable' },
  };
}

const stateOfTrouble = (reason: SendTrouble): PrinterState =>
  reason === 'paper-out' || reason === 'cover-open' ? reason : 'off';

function stateOfStatus(status: PrinterStatus): PrinterState {
  if (status.kind === 'trouble') return stateOfTrouble(status.trouble);
  return 'ready';
}
