import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import type {
  MadePasskey,
  PasskeyCreation,
  PasskeyRequest,
  SignedByPasskey,
} from '#shared/contract/hq/passkeys.ts';

interface Key {
  readonly id: string;
  readonly site: string;
  readonly secret: KeyObject;
}

/** A device with passkeys, and the browser before it that says which page asks (W3C Web Authentication, 6.1, 6.5.4, 8.7). */
export interface Authenticator {
  readonly make: (asked: PasskeyCreation) => MadePasskey;
  readonly sign: (asked: PasskeyRequest) => SignedByPasskey;
  /** How often it has signed. To be turned, as on a copy. */
  counter: number;
  /** The page its browser stands on. To be turned. */
  origin: string;
  /** DER; sent with a key that is made, as Apple's devices do where they are asked. */
  certificate: Buffer | null;
}

/** Counts by `step` with each signature; 0: it does not count, as synced passkeys. */
export function authenticator(origin: string, step = 1): Authenticator {
  const keys: Key[] = [];
  const device: Authenticator = {
    counter: 0,
    origin,
    certificate: null,
    make: ({ challenge, rp, excludeCredentials }) => {
      if (excludeCredentials.some(({ id }) => keys.some((key) => key.id === id)))
        throw new Error('InvalidStateError: it has a key of this account already');
      const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      const id = randomBytes(32);
      keys.push({ id: id.toString('base64url'), site: rp.id, secret: privateKey });
      const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
      const key = [id.length >> 8, id.length & 255];
      const made = [Buffer.alloc(16), Buffer.from(key), id, coseKey(x, y)];
      return {
        id: id.toString('base64url'),
        rawId: id.toString('base64url'),
        type: 'public-key',
        response: {
          clientDataJSON: clientData('webauthn.create', challenge),
          attestationObject: attestation(
            Buffer.concat([state(rp.id, 0x41), ...made]),
            device.certificate,
          ).toString('base64url'),
          transports: ['internal', 'something-newer'],
        },
      };
    },
    sign: ({ challenge, rpId, allowCredentials }) => {
      const key = keys.find(({ id, site }) => site === rpId && allowCredentials.some((one) => one.id === id));
      if (key === undefined) throw new Error('NotAllowedError: it has none of these');
      device.counter += step;
      const authenticatorData = state(rpId, 0x01);
      const clientDataJSON = clientData('webauthn.get', challenge);
      const said = createHash('sha256').update(Buffer.from(clientDataJSON, 'base64url')).digest();
      const signature = sign('sha256', Buffer.concat([authenticatorData, said]), key.secret);
      return {
        id: key.id,
        rawId: key.id,
        type: 'public-key',
        response: {
          clientDataJSON,
          authenticatorData: authenticatorData.toString('base64url'),
          signature: signature.toString('base64url'),
        },
      };
    },
  };
  const clientData = (type: string, challenge: string): string =>
    Buffer.from(JSON.stringify({ type, challenge, origin: device.origin, crossOrigin: false })).toString(
      'base64url',
    );
  /** For whom, that somebody touched it, and the counter. */
  const state = (site: string, flags: number): Buffer => {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(device.counter);
    return Buffer.concat([createHash('sha256').update(site).digest(), Buffer.from([flags]), counter]);
  };
  return device;
}

/** CBOR (RFC 8949) of a P-256 key (RFC 9052, 7): kty EC2, alg ES256, crv P-256, x, y. */
const coseKey = (x: string, y: string): Buffer =>
  Buffer.concat([
    Buffer.from('a5010203262001215820', 'hex'),
    Buffer.from(x, 'base64url'),
    Buffer.from('225820', 'hex'),
    Buffer.from(y, 'base64url'),
  ]);

/** CBOR of `{ fmt: 'none', attStmt: {}, authData }`, or of `{ fmt: 'apple', attStmt: { x5c: [certificate] }, authData }`. */
const attestation = (authData: Buffer, certificate: Buffer | null): Buffer =>
  Buffer.concat([
    Buffer.from('a363666d74', 'hex'),
    certificate === null
      ? Buffer.from('646e6f6e656761747453746d74a0', 'hex')
      : Buffer.concat([
          Buffer.from('656170706c656761747453746d74a163783563', 'hex'),
          Buffer.from([0x81, 0x59, certificate.length >> 8, certificate.length & 255]),
          certificate,
        ]),
    Buffer.from('68617574684461746158', 'hex'),
    Buffer.from([authData.length]),
    authData,
  ]);
