import thermal from 'node-thermal-printer';
import { drawerPulse } from '../receipt/drawer-pulse.ts';
import { ASK_STATUS, isInOrder, isRealTime, readStatus, STATUS_ANSWERS, saysPaperEnd } from './answers.ts';
import { type Address, type Connection, type Lost, openConnection } from './connection.ts';
import type { Printer, PrinterStatus, PulseOutcome, SendOutcome } from './printer.ts';
import { systemTimers, type Timers } from './timers.ts';

export interface NetworkPrinterOptions extends Address {
  readonly drawerPin: 0 | 1;
  readonly timers?: Timers;
}

/** How long each step may take, in milliseconds. */
export const PATIENCE = {
  connect: 3000,
  /** A printer whose buffer is full takes bytes only as fast as it prints. */
  write: 20_000,
  /** A printer that answers `DLE EOT` does so within milliseconds. */
  answer: 400,
  /** A long slip takes seconds to print before `GS r` is answered. */
  confirm: 8000,
  /** The same for a printer that has not answered before. */
  quickConfirm: 1000,
  drawer: 3000,
} as const;

/**
 * A printer on the network (ESC/POS over TCP, port 9100). node-thermal-printer writes the job; the line under it
 * is ours, because the library's own opens a second connection to look, can't be called off, can't tell whether
 * a byte has left, and hangs up before the printer answers.
 */
export function networkPrinter(options: NetworkPrinterOptions): Printer {
  return new NetworkPrinter(options);
}

class NetworkPrinter implements Printer {
  readonly #address: Address;
  readonly #pin: 0 | 1;
  readonly #timers: Timers;
  /** The line a slip goes over. Printers take one connection at a time, so the pulse uses it too. */
  #line: Promise<Connection | Lost> | null = null;
  #sending: Promise<unknown> = Promise.resolve();
  /** Milliseconds `GS r` is waited for: short once this printer has shown that it does not answer. */
  #confirm: number = PATIENCE.confirm;

  constructor({ drawerPin, timers, host, port }: NetworkPrinterOptions) {
    this.#address = { host, port };
    this.#pin = drawerPin;
    this.#timers = timers ?? systemTimers;
  }

  send(bytes: Uint8Array, signal: AbortSignal): Promise<SendOutcome> {
    const outcome = this.#sending.then(() => this.#send(bytes, signal));
    this.#sending = outcome.catch(() => undefined);
    return outcome;
  }

  async pulse(): Promise<PulseOutcome> {
    const late = new AbortController();
    const stop = this.#timers.after(PATIENCE.drawer, () => late.abort());
    try {
      return await Promise.race([this.#pulse(late.signal), tooLate(late.signal)]);
    } finally {
      stop();
    }
  }

  async status(): Promise<PrinterStatus> {
    await this.#sending;
    const line = await this.#open(new AbortController().signal);
    if (typeof line === 'string') return { kind: 'trouble', trouble: 'unreachable' };
    const status = await ask(line);
    line.destroy();
    return status;
  }

  #open(signal: AbortSignal): Promise<Connection | Lost> {
    return openConnection(this.#address, { ms: PATIENCE.connect, timers: this.#timers, signal });
  }

  async #send(bytes: Uint8Array, signal: AbortSignal): Promise<SendOutcome> {
    this.#line = this.#open(signal);
    const line = await this.#line;
    if (typeof line === 'string') {
      this.#line = null;
      return { kind: 'not-sent', reason: line };
    }
    const outcome = await this.#deliver(line, bytes);
    this.#line = null;
    line.end();
    return outcome;
  }

  async #deliver(line: Connection, bytes: Uint8Array): Promise<SendOutcome> {
    const before = await ask(line);
    const lost = line.lost();
    if (lost !== null) return { kind: 'not-sent', reason: lost };
    // A printer that says it can't print gets no slip: it would keep it and print it hours later.
    if (before.kind === 'trouble') return { kind: 'not-sent', reason: before.trouble };
    const broke = await writeJob(line, bytes);
    if (broke !== null) return { kind: 'broken', reason: broke };
    return before.kind === 'silent' ? unconfirmed(line) : this.#confirmed(line);
  }

  /** What the printer says of the slip it was given: in its turn (`GS r`), else in real time, else nothing. */
  async #confirmed(line: Connection): Promise<SendOutcome> {
    const heard = await line.answers((so) => so.some(isInOrder), this.#confirm);
    const answer = heard.find(isInOrder);
    this.#confirm = answer === undefined ? PATIENCE.quickConfirm : PATIENCE.confirm;
    if (answer !== undefined) {
      return saysPaperEnd(answer) ? { kind: 'broken', reason: 'paper-out' } : { kind: 'confirmed' };
    }
    const lost = line.lost();
    if (lost !== null) return { kind: 'broken', reason: lost };
    const status = await ask(line);
    if (status.kind === 'trouble') return { kind: 'broken', reason: status.trouble };
    return { kind: status.kind === 'ready' ? 'confirmed' : 'sent' };
  }

  async #pulse(late: AbortSignal): Promise<PulseOutcome> {
    const shared = await this.#line;
    const own = shared === null || typeof shared === 'string' || shared.lost() !== null;
    const line = own ? await this.#open(late) : shared;
    if (typeof line === 'string') return { kind: 'failed', reason: line };
    if (late.aborted) return { kind: 'failed', reason: 'timeout' };
    const lost = await line.write(drawerPulse(this.#pin), PATIENCE.drawer);
    if (own) line.end();
    return lost === null ? { kind: 'pulsed' } : { kind: 'failed', reason: lost };
  }
}

/** A printer that answered nothing before will not now: only a line that breaks at once still tells something. */
async function unconfirmed(line: Connection): Promise<SendOutcome> {
  await line.answers((so) => so.some(isInOrder), PATIENCE.answer);
  const lost = line.lost();
  return lost === null ? { kind: 'sent' } : { kind: 'broken', reason: lost };
}

const tooLate = (late: AbortSignal): Promise<PulseOutcome> =>
  new Promise((resolve) => {
    late.addEventListener('abort', () => resolve({ kind: 'failed', reason: 'timeout' }), { once: true });
  });

async function ask(line: Connection): Promise<PrinterStatus> {
  await line.write(ASK_STATUS, PATIENCE.write);
  const heard = await line.answers((so) => so.filter(isRealTime).length >= STATUS_ANSWERS, PATIENCE.answer);
  return readStatus(heard.filter(isRealTime));
}

/** The job goes through node-thermal-printer, which hands it as it is to the line it was given. */
async function writeJob(line: Connection, bytes: Uint8Array): Promise<Lost | null> {
  let lost: Lost | null = null;
  const job = new thermal.ThermalPrinter({
    type: thermal.PrinterTypes.EPSON,
    // The library takes an object here; its types only know addresses.
    interface: {
      async execute(buffer: Uint8Array) {
        lost = await line.write(buffer, PATIENCE.write);
      },
    } as unknown as string,
  });
  job.add(Buffer.from(bytes));
  await job.execute();
  return lost;
}
