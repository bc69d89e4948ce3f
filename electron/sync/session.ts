import type { RegisterStore } from '#electron/store/register-store.ts';
import { nodeCodec } from '#node/codec.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { toHex } from '#shared/link/bytes.ts';
import { isHopeless, seldom } from '#shared/link/device/back-off.ts';
import type { PushState } from '#shared/link/device/push.ts';
import { type HelloReply, PROTOCOL } from '#shared/link/hello.ts';
import { helloMessage } from '#shared/link/signature.ts';
import type { CallFault, HqClient } from './hq-client.ts';
import type { KeptLink } from './kept-link.ts';
import type { DeviceKeys } from './keys.ts';
import type { StepEnd } from './lane.ts';
import type { LinkPorts } from './link.ts';

/** What headquarters gave at the last hello. */
export interface Session {
  readonly token: string;
  readonly limits: HelloReply['limits'];
}

/** What is known once HQ has said what it holds of this device. */
export interface Met {
  /** The epoch HQ has seen more of than this disk. */
  readonly forked: string | null;
  readonly acked: PushState['acked'];
}

/** What a session needs of the link it belongs to. */
export interface SessionParts {
  readonly store: RegisterStore;
  readonly ports: LinkPorts;
  readonly keys: DeviceKeys;
  readonly client: HqClient;
  readonly kept: KeptLink;
  readonly over: AbortSignal;
  readonly waiting: () => { readonly facts: number; readonly since: number | null };
  /** Tells both lanes what HQ holds. */
  readonly met: (reply: HelloReply) => Met;
  readonly startEpochAfter: (forked: string) => Promise<void>;
  readonly opened: (session: Session) => void;
  readonly ended: () => void;
}

/** A register's standing with headquarters from one hello to the next. */
export class LinkSession {
  readonly #parts: SessionParts;
  #session: Session | null = null;
  #greeting: Promise<Result<Session, CallFault>> | null = null;

  constructor(parts: SessionParts) {
    this.#parts = parts;
  }

  current(): Session | null {
    return this.#session;
  }

  /** One hello for both lanes; whoever comes first makes it. */
  async greeted(): Promise<Result<Session, CallFault>> {
    if (this.#session) return ok(this.#session);
    this.#greeting ??= this.#greet().finally(() => {
      this.#greeting = null;
    });
    return await this.#greeting;
  }

  end(): void {
    this.#session = null;
    this.#parts.ended();
    this.#parts.ports.changed();
  }

  /** After a failure the session is taken for over, and the next step says hello; unless the other lane has done so already. */
  failed(fault: CallFault, session: Session): StepEnd {
    if (fault.code !== 'BUSY' && this.#session === session) this.end();
    return seldom(fault);
  }

  async #greet(): Promise<Result<Session, CallFault>> {
    const { kept, over } = this.#parts;
    const said = await this.#hello();
    if (!said.ok) {
      if (isHopeless(said.error)) await kept.keep({ refused: said.error.code });
      return said;
    }
    if (over.aborted) return err({ code: 'UNREACHABLE', retryAfter: 0 });
    const forked = await this.#meet(said.value);
    if (forked === null) return ok(this.#open(said.value));
    await this.#parts.startEpochAfter(forked);
    return await this.#greet();
  }

  async #hello(): Promise<Result<HelloReply, CallFault>> {
    const { store, ports, keys, client, waiting } = this.#parts;
    const { device, epoch } = store.self();
    const asked = await client.challenge(device);
    if (!asked.ok) return asked;
    const { challenge } = asked.value;
    const { seq, hash } = store.head();
    return await client.hello({
      device,
      challenge,
      signature: toHex(keys.sign(helloMessage({ device, challenge }, nodeCodec))),
      protocol: PROTOCOL,
      version: ports.version,
      epoch,
      seq,
      head: toHex(hash),
      lease: await ports.lease.read(),
      waiting: waiting(),
      at: ports.timers.now(),
    });
  }

  /** Holds what HQ says it has against what is here; answers the epoch HQ has seen more of than this disk. */
  async #meet(reply: HelloReply): Promise<string | null> {
    const { ports, kept, met } = this.#parts;
    const { forked, acked } = met(reply);
    // The lease is on the disk before it is used: a copy of this disk would show the one before.
    await ports.lease.write(reply.lease);
    const { incarnation, chain = kept.row().chain } = reply;
    await kept.keep({ incarnation, chain, acked: JSON.stringify(acked), refused: null });
    kept.agreed(reply.time);
    return forked;
  }

  #open({ session, limits }: HelloReply): Session {
    this.#session = { token: session, limits };
    this.#parts.opened(this.#session);
    this.#parts.ports.changed();
    return this.#session;
  }
}
