import type { Printer } from '#electron/devices/printer/printer.ts';
import type { Timers } from '#electron/devices/printer/timers.ts';
import type { PrinterSettings } from '#shared/domain/store/settings.ts';
import type { PersonSeal, PinHasher } from '#shared/services/people/ports.ts';
import type { ReportFault } from './web/register-host.ts';

/** What the register needs of the machine it runs on. Tests give some of them their own hands; `systemPorts` has the real ones. */
export interface HostPorts {
  /** Wall time and one-shot timers. */
  readonly timers: Timers;
  /** A new uuidv7. */
  readonly newId: () => string;
  readonly randomBytes: (count: number) => Uint8Array;
  readonly pins: PinHasher;
  readonly seal: PersonSeal;
  readonly secrets: Secrets;
  readonly printerAt: (settings: PrinterSettings) => Printer;
  /** Bytes free where the folder lies. */
  readonly freeBytes: (folder: string) => Promise<number>;
  readonly report: ReportFault;
  /** Between 0 and 1: spreads out when registers come back to headquarters. */
  readonly random: () => number;
  /** The program's own version. */
  readonly version: string;
}

/** Where the device's secrets lie: files only their owner can read (docs/decisions/0029). */
export interface Secrets {
  readonly read: (name: SecretName) => Promise<string | null>;
  /** Durable when it resolves. */
  readonly write: (name: SecretName, value: string) => Promise<void>;
}
/**
 * `device.key`: the Ed25519 private key (PKCS 8, PEM). `pepper`: what PINs are hashed with besides their salt; `hq-pepper`: the same
 * for PINs that were set at headquarters. `hq-lease`: shown at the next hello; not in the store, so that a store that was restored from
 * a backup does not look like a copy of itself.
 */
export type SecretName = 'device.key' | 'pepper' | 'hq-pepper' | 'hq-lease';
