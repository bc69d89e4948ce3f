import type { PrintEvent } from './events.ts';
import { paperPicture } from './picture.ts';

/** What fell into the customer's hand: everything up to a cut, or up to the end of a connection. */
export interface Slip {
  readonly number: number;
  readonly events: readonly PrintEvent[];
  /** Its lines of text, barcodes and pictures in brackets. */
  readonly text: string;
  readonly svg: string;
}

const KEPT = 500;

/** Cuts the stream of events into slips and tells who waits for them. */
export function slipBinder(columns: number) {
  const slips: Slip[] = [];
  const watchers = new Set<(slip: Slip) => void>();
  let events: PrintEvent[] = [];
  let number = 0;
  const finish = (): void => {
    const visible = events.some((event) => VISIBLE.has(event.kind));
    const all = events;
    events = [];
    if (!visible) return;
    number += 1;
    const slip = { number, events: all, text: slipText(all), svg: paperPicture(all, columns) };
    slips.push(slip);
    if (slips.length > KEPT) slips.shift();
    for (const watcher of watchers) watcher(slip);
  };
  return {
    slips: (): readonly Slip[] => slips,
    add(event: PrintEvent): void {
      events.push(event);
      if (event.kind === 'cut') finish();
    },
    end: finish,
    watch(listener: (slip: Slip) => void): () => void {
      watchers.add(listener);
      return () => watchers.delete(listener);
    },
    next: (): Promise<Slip> =>
      new Promise((resolve) => {
        const once = (slip: Slip): void => {
          watchers.delete(once);
          resolve(slip);
        };
        watchers.add(once);
      }),
  };
}

const VISIBLE: ReadonlySet<PrintEvent['kind']> = new Set(['text', 'barcode', 'qr', 'raster']);

function slipText(events: readonly PrintEvent[]): string {
  return events
    .flatMap((event) => {
      if (event.kind === 'text') return [event.text];
      if (event.kind === 'barcode' || event.kind === 'qr') return [`[${event.kind} ${event.data}]`];
      return event.kind === 'raster' ? [`[picture ${event.width}×${event.height}]`] : [];
    })
    .join('\n');
}
