import { randomBytes } from 'node:crypto';
import { statfs } from 'node:fs/promises';
import { v7 as uuidv7 } from 'uuid';
import { networkPrinter } from '#electron/devices/printer/network-printer.ts';
import { systemTimers } from '#electron/devices/printer/timers.ts';
import { aesSeal } from '#node/person-seal.ts';
import { scryptPins } from '#node/scrypt-pins.ts';
import type { HostPorts, Secrets } from './ports.ts';
import { programVersion } from './program-version.ts';
import { secretFiles } from './secret-files.ts';
import { reportToStderr } from './web/register-host.ts';

/** The machine as it is. `given` takes the place of single ports. Reads the pepper, making it on the first start. */
export async function systemPorts(dataDir: string, given: Partial<HostPorts> = {}): Promise<HostPorts> {
  const secrets = given.secrets ?? secretFiles(dataDir);
  return {
    timers: systemTimers,
    newId: () => uuidv7(),
    randomBytes: (count) => randomBytes(count),
    pins: given.pins ?? scryptPins(await pepperOf(secrets), undefined, () => hqPepperOf(secrets)),
    seal: aesSeal,
    secrets,
    printerAt: ({ host, port, drawerPin }) => networkPrinter({ host, port, drawerPin }),
    freeBytes: async (folder) => {
      const { bavail, bsize } = await statfs(folder);
      return bavail * bsize;
    },
    report: reportToStderr,
    random: Math.random,
    version: programVersion(),
    ...given,
  };
}

async function hqPepperOf(secrets: Secrets): Promise<Uint8Array | null> {
  const known = await secrets.read('hq-pepper');
  return known === null ? null : Buffer.from(known, 'base64');
}

async function pepperOf(secrets: Secrets): Promise<Uint8Array> {
  const known = await secrets.read('pepper');
  if (known !== null) return Buffer.from(known, 'base64');
  const made = randomBytes(32);
  await secrets.write('pepper', made.toString('base64'));
  return made;
}
