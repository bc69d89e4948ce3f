import { hostname } from 'node:os';
import { comeBack, joinAfterSelling, joinAsNew, noteJoining } from '#electron/store/link/join-store.ts';
import { readJoining, readLink } from '#electron/store/link/link-rows.ts';
import type { RegisterStore } from '#electron/store/register-store.ts';
import { nodeCodec } from '#node/codec.ts';
import type { DeviceId, RegisterId, StoreId } from '#shared/domain/ids.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { toHex } from '#shared/link/bytes.ts';
import type { EnrolReply, EnrolRequest } from '#shared/link/hello.ts';
import { helloMessage } from '#shared/link/signature.ts';
import { type CallFault, createHqClient, hqAddress } from './hq-client.ts';
import { deviceKeys, newDeviceKey } from './keys.ts';

/** What joining needs of the machine. */
export interface JoinPorts {
  readonly now: () => number;
  readonly newId: () => string;
  readonly version: string;
  /** The device's private key, PKCS 8, PEM. Writing it is durable when it resolves. */
  readonly key: {
    readonly read: () => Promise<string | null>;
    readonly write: (pem: string) => Promise<void>;
  };
}

/** Why a register did not join. `ADDRESS`: that is no address. `JOINED`: it belongs to a chain already, and is not turned away there. */
export type JoinFault = CallFault['code'] | 'ADDRESS' | 'JOINED';

/**
 * Turns this register into one of a chain by a one-time code made at headquarters. A new one waits then for the chain's facts; one
 * that sold alone sells on, and its whole journal goes up; one that was turned away is a register again. Asking again after a lost
 * answer is the same joining.
 */
export async function joinHq(
  store: RegisterStore,
  ports: JoinPorts,
  asked: { readonly address: string; readonly code: string; readonly turnedAway: boolean },
): Promise<Result<EnrolReply, JoinFault>> {
  const address = hqAddress(asked.address);
  if (address === null) return err('ADDRESS');
  const db = store.writer.db();
  const tie = readLink(db);
  if (tie && !asked.turnedAway) return err('JOINED');
  const identity = store.identity();
  const device = identity?.device ?? ((readJoining(db)?.device ?? ports.newId()) as DeviceId);
  const pem = await keyFor(ports, identity !== null || readJoining(db) !== null);
  const keys = deviceKeys(pem);
  if (!identity) noteJoining(store, { device, address, at: ports.now() });
  const code = asked.code.trim();
  const request: EnrolRequest = {
    code,
    device,
    publicKey: keys.publicKey,
    name: hostname().slice(0, 120),
    version: ports.version,
    alone: tie === null && identity ? { store: identity.store, register: identity.register } : null,
    signature: toHex(keys.sign(helloMessage({ device, challenge: code }, nodeCodec))),
  };
  const reply = await createHqClient(address, new AbortController().signal).enrol(request);
  if (!reply.ok) return err(reply.error.code);
  const joined = {
    ...reply.value,
    store: reply.value.store as StoreId,
    register: reply.value.register as RegisterId,
  };
  const at = ports.now();
  if (tie && reply.value.hqKey !== tie.hq_key) return err('NOT_HQ');
  if (tie) await comeBack(store, joined.register);
  else if (identity) await joinAfterSelling(store, { joined, address, at });
  else await joinAsNew(store, { joined, device, address, publicKey: keys.publicKey, at, newId: ports.newId });
  return ok(reply.value);
}

/** The key this device has shown itself with before, or a new one. */
async function keyFor({ key }: JoinPorts, isKnown: boolean): Promise<string> {
  const known = isKnown ? await key.read() : null;
  if (known !== null) return known;
  const made = newDeviceKey();
  await key.write(made);
  return made;
}
