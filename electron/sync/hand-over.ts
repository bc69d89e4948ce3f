import { generateKeyPairSync } from 'node:crypto';
import { covers, lastOwnCatalogFact, ownPeopleKeys } from '#electron/store/link/own-catalog.ts';
import { agreedKey, rawKey, sealWith } from '#node/agreed-key.ts';
import { nodeCodec } from '#node/codec.ts';
import { fromHex, toHex } from '#shared/link/bytes.ts';
import {
  type HandedPeople,
  type HandOverProgress,
  type HandOverRequest,
  type HandOverStop,
  handOverInfo,
  handOverKeyMessage,
  handOverMessage,
  type OwnPlace,
} from '#shared/link/hand-over.ts';
import { type DeviceKeys, verify } from './keys.ts';
import type { StepEnd } from './lane.ts';
import type { PullParts } from './pull-lane.ts';
import type { Session } from './session.ts';

/** Between two looks at how far headquarters has come, ms; its feed growing is a sooner sign. Where it has stopped they get rarer. */
const LOOK_EVERY = 2_000;
const LOOK_SELDOM = 60_000;

/** How far headquarters has come with a store's catalog, and why it can't go on. */
export interface HandOverView {
  readonly done: number;
  readonly total: number;
  readonly stopped: HandOverStop | null;
}

export interface HandOverParts extends PullParts {
  /** Something may be due. */
  readonly wake: () => void;
}

/** What a store that was alone hands over to headquarters: it says up to which fact, brings its people's keys, and follows how far that is. */
export class HandOver {
  readonly #parts: HandOverParts;
  readonly #lastOf: ReturnType<typeof lastOwnCatalogFact>;
  #progress: HandOverProgress | null = null;
  #due = true;
  /** Somebody wants headquarters to look again at what it stopped at. */
  #again = false;
  #stops = 0;
  #callOff: (() => void) | null = null;

  constructor(parts: HandOverParts) {
    this.#parts = parts;
    this.#lastOf = lastOwnCatalogFact(parts.store.reading);
  }

  /** How far headquarters has come; null until it was asked, and when there is nothing to hand over. */
  progress(): HandOverView | null {
    if (!this.#isOn() || this.#progress === null) return null;
    const { done, total, stopped = null } = this.#progress;
    return { done, total, stopped };
  }

  look(): void {
    this.#due = true;
  }

  /** Headquarters is asked to look again now where it has stopped. */
  again(): void {
    this.#due = true;
    this.#again = true;
  }

  /** Whether headquarters has taken all of the catalog as it stands now, where the chain's feed must be read to for that, and which facts it does without. */
  isTaken(): { readonly position: number; readonly leftOut: readonly string[] } | null {
    const last = this.#last();
    if (last === null) return { position: 0, leftOut: [] };
    if (this.#progress?.state !== 'done') return null;
    const { upTo, position, leftOut = [] } = this.#progress;
    return covers(upTo, last) ? { position, leftOut } : null;
  }

  /** One look, where it is due; null when nothing is to be done. Everything of the journal is up by then. */
  async step(session: Session): Promise<StepEnd | null> {
    if (!this.#isOn()) return null;
    const last = this.#last();
    if (last === null || !(this.#due || this.#isBehind(last))) return null;
    this.#due = false;
    const { client, keys, kept, store, ports } = this.#parts;
    const { device } = store.self();
    const answer = await client.handOver(session.token);
    if (!answer.ok) return this.#failed(answer.error, session);
    const { key: hqKey, signature } = answer.value;
    const message = handOverKeyMessage({ device, key: hqKey }, nodeCodec);
    if (!verify(Buffer.from(kept.row().hq_key, 'base64'), message, fromHex(signature))) return this.#notHq();
    let { progress } = answer.value;
    if (progress === null || !covers(progress.upTo, last) || (this.#again && progress.state === 'stopped')) {
      const people = ownPeopleKeys(store.reading);
      const request = handOverRequest({ device, keys, hqKey, upTo: last, people });
      if (request === null) return this.#notHq();
      const asked = await client.askHandOver(session.token, request);
      if (!asked.ok) return this.#failed(asked.error, session);
      progress = asked.value.progress;
    }
    this.#again = false;
    this.#progress = progress;
    this.#stops = progress?.state === 'stopped' ? this.#stops + 1 : 0;
    if (this.isTaken() === null) this.#lookLater();
    ports.changed();
    return null;
  }

  stop(): void {
    this.#callOff?.();
  }

  /** Something of the catalog was changed here since headquarters was asked to take it. */
  #isBehind(last: OwnPlace): boolean {
    return this.#progress !== null && !covers(this.#progress.upTo, last);
  }

  #isOn(): boolean {
    return this.#parts.kept.row().state === 'handing-over';
  }

  #last(): OwnPlace | null {
    return this.#lastOf(this.#parts.store.self().device);
  }

  #failed(fault: Parameters<ReturnType<PullParts['session']>['failed']>[0], session: Session): StepEnd {
    this.#due = true;
    return this.#parts.session().failed(fault, session);
  }

  #notHq(): StepEnd {
    this.#due = true;
    return { code: 'NOT_HQ', retryAfter: 0 };
  }

  #lookLater(): void {
    this.#callOff?.();
    this.#callOff = this.#parts.ports.timers.after(
      Math.min(LOOK_SELDOM, LOOK_EVERY * 2 ** this.#stops),
      () => {
        this.#due = true;
        this.#parts.wake();
      },
    );
  }
}

/** What is handed over, sealed for the key headquarters gave; null for a key nobody can agree with. */
export function handOverRequest(given: {
  readonly device: string;
  readonly keys: DeviceKeys;
  readonly hqKey: string;
  readonly upTo: OwnPlace;
  readonly people: HandedPeople;
}): HandOverRequest | null {
  const { device, keys, hqKey, upTo, people } = given;
  const { publicKey, privateKey } = generateKeyPairSync('x25519');
  const key = toHex(rawKey(publicKey));
  const wrap = agreedKey(privateKey, fromHex(hqKey), handOverInfo({ device, key, hqKey }, nodeCodec));
  if (wrap === null) return null;
  const sealed = sealWith(wrap, nodeCodec.utf8(JSON.stringify(people)));
  const signature = toHex(keys.sign(handOverMessage({ device, key, upTo, sealed }, nodeCodec)));
  return { key, upTo, sealed: sealed.toString('base64'), signature };
}
