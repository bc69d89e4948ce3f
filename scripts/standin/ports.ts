import { EventEmitter } from 'node:events';

/** One end of a message channel in the main process, in Electron's manners: nothing is delivered before `start()`. */
export class MessagePortMain extends EventEmitter {
  #other: MessagePortMain | null = null;
  #waiting: unknown[] | null = [];
  #away: ((data: unknown) => void) | null = null;
  #closed = false;

  static pair(): [MessagePortMain, MessagePortMain] {
    const [a, b] = [new MessagePortMain(), new MessagePortMain()];
    a.#other = b;
    b.#other = a;
    return [a, b];
  }

  postMessage(data: unknown): void {
    this.#other?.arrive(structuredClone(data));
  }

  start(): void {
    const waiting = this.#waiting ?? [];
    this.#waiting = null;
    for (const data of waiting) this.arrive(data);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    setImmediate(() => this.emit('close'));
    this.#other?.close();
  }

  /** The port now lives in a page: what arrives here is carried there. */
  moveAway(carry: (data: unknown) => void): void {
    this.#away = carry;
    this.start();
  }

  arrive(data: unknown): void {
    if (this.#closed) return;
    if (this.#waiting !== null) this.#waiting.push(data);
    else if (this.#away !== null) this.#away(data);
    else setImmediate(() => this.emit('message', { data, ports: [] }));
  }
}

export class MessageChannelMain {
  readonly port1: MessagePortMain;
  readonly port2: MessagePortMain;
  constructor() {
    [this.port1, this.port2] = MessagePortMain.pair();
  }
}
