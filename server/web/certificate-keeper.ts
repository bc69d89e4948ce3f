import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Server } from 'node:https';
import { createSecureContext } from 'node:tls';
import type { HqConfig } from '../config.ts';
import { inTurns } from '../ops/in-turns.ts';

export interface CertificateKeeper {
  readonly stop: () => Promise<void>;
}

/**
 * Looks at the certificate's files now and then and takes what has changed for lines that come after; those that are open stay as they
 * are. Read whole each time, not watched: whoever renews certificates replaces files, links or folders, and none of that is told alike.
 * A pair that does not go together, as in the moment between two files, is reported once and the one before stays.
 */
export function certificateKeeper(ports: {
  readonly tls: NonNullable<HqConfig['tls']>;
  readonly server: Pick<Server, 'setSecureContext'>;
  readonly everyMs: number;
  readonly renewed: (told: { readonly until: string }) => void;
  readonly report: (error: unknown) => void;
}): CertificateKeeper {
  const { tls, server, everyMs, renewed, report } = ports;
  let used = Buffer.concat([tls.cert, tls.key]);
  let refused: string | null = null;
  const look = async (): Promise<void> => {
    const [cert, key] = await Promise.all([readFile(tls.files.cert), readFile(tls.files.key)]);
    const found = Buffer.concat([cert, key]);
    if (found.equals(used)) return;
    createSecureContext({ cert, key });
    server.setSecureContext({ cert, key });
    used = found;
    renewed({ until: new X509Certificate(cert).validTo });
  };
  const lookAndTell = async (): Promise<void> => {
    try {
      await look();
      refused = null;
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      if (why !== refused) report(error);
      refused = why;
    }
  };
  const { stop } = inTurns({ everyMs, round: lookAndTell, report });
  return { stop };
}
