import { createStore } from 'zustand/vanilla';
import { playSound } from './sounds.ts';

/** A code that came in, by scanner or typed by hand. */
export interface Scan {
  readonly id: number;
  readonly text: string;
  readonly via: 'scanner' | 'typed' | 'field';
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** What became of it. `pass`: not mine, ask who is below. */
export type ScanAnswer = 'good' | 'bad' | 'pass';
export type ScanHandler = (scan: Scan) => ScanAnswer | Promise<ScanAnswer>;

export interface ScanRecord extends Scan {
  readonly outcome: 'held' | 'good' | 'bad';
}

interface ScanState {
  /** The last five, newest first. */
  readonly last: readonly ScanRecord[];
  /** Dialogs that want no scans now; scans wait until there is none. */
  readonly holds: number;
  readonly waiting: readonly Scan[];
}

/** Takes every scan, one after another, to whoever is on top; holds them while a dialog is busy. */
export const scanDesk = createStore<ScanState>(() => ({ last: [], holds: 0, waiting: [] }));

const handlers: ScanHandler[] = [];
let onFailure: (failure: unknown) => void = (failure) => {
  throw failure;
};
let busy = false;
let made = 0;

/** Where a handler's failure is said; set once by the frame. */
export const onScanFailure = (say: (failure: unknown) => void): void => {
  onFailure = say;
};

/** Becomes the first to be asked about scans; answers how to step down. */
export function takeScans(handler: ScanHandler): () => void {
  handlers.push(handler);
  work();
  return () => {
    const at = handlers.lastIndexOf(handler);
    if (at !== -1) handlers.splice(at, 1);
  };
}

/** Makes scans wait; answers how to let them go on. */
export function holdScans(): () => void {
  let held = true;
  scanDesk.setState(({ holds }) => ({ holds: holds + 1 }));
  return () => {
    if (!held) return;
    held = false;
    scanDesk.setState(({ holds }) => ({ holds: holds - 1 }));
    work();
  };
}

/** A scan came in. */
export function deliverScan(text: string, via: Scan['via']): void {
  made += 1;
  const scan: Scan = { id: made, text, via, at: Date.now() };
  if (via === 'field') {
    record(scan, 'good');
    return;
  }
  scanDesk.setState(({ waiting }) => ({ waiting: [...waiting, scan] }));
  record(scan, 'held');
  work();
}

function work(): void {
  const { holds, waiting } = scanDesk.getState();
  const scan = waiting[0];
  if (busy || holds > 0 || scan === undefined) return;
  busy = true;
  scanDesk.setState({ waiting: waiting.slice(1) });
  void ask(scan)
    .then((outcome) => {
      record(scan, outcome);
      playSound(outcome);
    })
    .finally(() => {
      busy = false;
      work();
    });
}

async function ask(scan: Scan): Promise<'good' | 'bad'> {
  try {
    for (const handler of handlers.toReversed()) {
      const answer = await handler(scan);
      if (answer !== 'pass') return answer;
    }
  } catch (failure) {
    onFailure(failure);
  }
  return 'bad';
}

function record(scan: Scan, outcome: ScanRecord['outcome']): void {
  scanDesk.setState(({ last }) => ({
    last: [{ ...scan, outcome }, ...last.filter(({ id }) => id !== scan.id)]
      .toSorted((a, b) => b.id - a.id)
      .slice(0, 5),
  }));
}
