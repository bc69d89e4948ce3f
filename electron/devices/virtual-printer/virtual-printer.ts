import { createServer, type Server, type Socket } from 'node:net';
import type { PrintEvent } from './events.ts';
import { type LivePage, servePage } from './page.ts';
import { type EscPosParser, escPosParser } from './parser.ts';
import { type Slip, slipBinder } from './slips.ts';
import { inOrderStatus, realTimeStatus, type Trouble } from './status.ts';

/**
 * How the printer behaves. `off` refuses connections; `cut-cable` drops the connection after so many bytes of the
 * next job, once; `stalled` takes bytes without printing or answering; `silent` prints but answers no question.
 */
export type Behaviour =
  | { readonly kind: 'ok' }
  | { readonly kind: 'off' }
  | { readonly kind: 'paper-out' }
  | { readonly kind: 'cover-open' }
  | { readonly kind: 'stalled' }
  | { readonly kind: 'silent' }
  | { readonly kind: 'cut-cable'; readonly after: number };

export interface VirtualPrinterOptions {
  /** 0 takes any free port; printers listen on 9100. */
  readonly tcpPort: number;
  /** null: no page. */
  readonly httpPort: number | null;
  readonly columns?: 48 | 32;
}

export interface VirtualPrinter {
  readonly address: { readonly host: string; readonly port: number; readonly page: string | null };
  /** Slips so far, oldest first; the newest 500 are kept. */
  readonly slips: () => readonly Slip[];
  /** Every drawer pulse so far. */
  readonly pulses: () => readonly Extract<PrintEvent, { kind: 'drawer' }>[];
  /** Bytes received so far, status requests included. */
  readonly received: () => number;
  readonly behave: (behaviour: Behaviour) => Promise<void>;
  /** Called with each event as it happens; answers how to stop. */
  readonly watch: (listener: (event: PrintEvent) => void) => () => void;
  /** The next slip finished after this call. */
  readonly nextSlip: () => Promise<Slip>;
  readonly stop: () => Promise<void>;
}

/** A receipt printer that prints to memory and to a page in the browser; only this machine can reach it. */
export async function startVirtualPrinter(options: VirtualPrinterOptions): Promise<VirtualPrinter> {
  const machine = new Machine(options.columns ?? 48);
  const port = await machine.listen(options.tcpPort);
  const page: LivePage | null =
    options.httpPort === null ? null : await servePage(options.httpPort, machine.view());
  return {
    address: { host: HOST, port, page: page?.url ?? null },
    slips: () => machine.binder.slips(),
    pulses: () => machine.pulses,
    received: () => machine.received,
    behave: (behaviour) => machine.behave(behaviour),
    watch: (listener) => machine.watch(listener),
    nextSlip: () => machine.binder.next(),
    async stop() {
      await page?.close();
      await machine.close();
    },
  };
}

const HOST = '127.0.0.1';

class Machine {
  readonly binder: ReturnType<typeof slipBinder>;
  readonly pulses: Extract<PrintEvent, { kind: 'drawer' }>[] = [];
  received = 0;
  readonly #columns: number;
  #behaviour: Behaviour = { kind: 'ok' };
  #server: Server | null = null;
  #port = 0;
  readonly #lines = new Set<Line>();
  readonly #watchers = new Set<(event: PrintEvent) => void>();

  constructor(columns: number) {
    this.#columns = columns;
    this.binder = slipBinder(columns);
  }

  async listen(port: number): Promise<number> {
    const server = createServer((socket) => this.#accept(socket));
    this.#server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, HOST, resolve);
    });
    const address = server.address();
    this.#port = typeof address === 'object' && address !== null ? address.port : port;
    return this.#port;
  }

  async close(): Promise<void> {
    for (const line of this.#lines) line.socket.destroy();
    const server = this.#server;
    this.#server = null;
    if (server !== null) await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  async behave(behaviour: Behaviour): Promise<void> {
    this.#behaviour = behaviour;
    if (behaviour.kind === 'off') return this.close();
    if (this.#server === null) await this.listen(this.#port);
    if (printing(behaviour)) for (const line of this.#lines) this.#print(line, new Uint8Array());
  }

  watch(listener: (event: PrintEvent) => void): () => void {
    this.#watchers.add(listener);
    return () => this.#watchers.delete(listener);
  }

  view() {
    return {
      slips: () => this.binder.slips(),
      watch: (listener: (event: PrintEvent) => void) => this.watch(listener),
      onSlip: (listener: (slip: Slip) => void) => this.binder.watch(listener),
      behave: (behaviour: Behaviour) => this.behave(behaviour),
      behaviour: () => this.#behaviour.kind,
    };
  }

  #accept(socket: Socket): void {
    const line: Line = { socket, parser: escPosParser(this.#columns), held: [], taken: 0 };
    this.#lines.add(line);
    socket.on('data', (chunk) => this.#take(line, chunk));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      this.#lines.delete(line);
      this.binder.end();
    });
  }

  #take(line: Line, chunk: Uint8Array): void {
    this.received += chunk.length;
    const behaviour = this.#behaviour;
    if (behaviour.kind === 'cut-cable') this.#cutCable(line, chunk, behaviour.after);
    else if (printing(behaviour)) this.#print(line, chunk);
    else this.#hold(line, chunk);
  }

  #hold(line: Line, chunk: Uint8Array): void {
    line.held.push(
      withoutQuestions(chunk, (about) => this.#answer(line, { kind: 'ask', what: 'real-time', about })),
    );
  }

  #cutCable(line: Line, chunk: Uint8Array, after: number): void {
    const left = after - line.taken;
    line.taken += chunk.length;
    this.#print(line, chunk.subarray(0, Math.max(0, left)));
    if (line.taken < after) return;
    this.#behaviour = { kind: 'ok' };
    line.socket.resetAndDestroy();
  }

  #print(line: Line, chunk: Uint8Array): void {
    const held = line.held;
    line.held = [];
    for (const event of [...held, chunk].flatMap((bytes) => line.parser.push(bytes))) {
      if (event.kind === 'ask') this.#answer(line, event);
      if (event.kind === 'drawer') this.pulses.push(event);
      for (const listener of this.#watchers) listener(event);
      this.binder.add(event);
    }
  }

  #answer(line: Line, { what, about }: Extract<PrintEvent, { kind: 'ask' }>): void {
    const kind = this.#behaviour.kind;
    if (kind === 'silent' || kind === 'stalled' || line.socket.destroyed) return;
    const trouble: Trouble = kind === 'paper-out' || kind === 'cover-open' ? kind : 'none';
    const answer = what === 'real-time' ? realTimeStatus(about, trouble) : inOrderStatus(trouble);
    line.socket.write(Uint8Array.of(answer));
  }
}

interface Line {
  readonly socket: Socket;
  readonly parser: EscPosParser;
  /** Bytes taken while nothing can be printed. */
  held: Uint8Array[];
  taken: number;
}

const printing = ({ kind }: Behaviour): boolean => kind === 'ok' || kind === 'silent' || kind === 'cut-cable';

/** Real-time questions are answered at once and do not wait with the rest. */
function withoutQuestions(chunk: Uint8Array, ask: (about: number) => void): Uint8Array {
  const kept: number[] = [];
  for (let at = 0; at < chunk.length; at += 1) {
    const about = chunk[at + 2];
    if (chunk[at] === 0x10 && chunk[at + 1] === 0x04 && about !== undefined) {
      ask(about);
      at += 2;
    } else kept.push(chunk[at] ?? 0);
  }
  return Uint8Array.from(kept);
}
