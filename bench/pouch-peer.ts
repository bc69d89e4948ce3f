import { type ChildProcess, execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * PouchDB 9 beside our link: one process serves by express-pouchdb, another keeps a database of its own, both in LevelDB. Neither syncs
 * its disk for a write, and nothing is projected. Its packages lie in a folder of their own, which the first bench that asks fills.
 */
export interface PouchPeer {
  /** Replicates documents from the client to the server, having written them down at the client before; seconds. */
  readonly push: (documents: readonly PouchDocument[]) => Promise<number>;
  /** Replicates documents from the server to an empty client, having written them down at the server before; seconds. */
  readonly pull: (documents: readonly PouchDocument[]) => Promise<number>;
  readonly stop: () => Promise<void>;
}

export type PouchDocument = Readonly<Record<string, unknown>> & { readonly _id: string };

const PEERS = fileURLToPath(new URL('peers', import.meta.url));

/** null where its packages can't be had: the benches then say so and go on without. */
export async function openPouchPeer(): Promise<PouchPeer | null> {
  if (!areInstalled()) return null;
  const folder = mkdtempSync(join(tmpdir(), 'mallard-pouch-'));
  const server = start('pouch-server.js', folder);
  const { port } = (await said(server)) as { port: number };
  const client = start('pouch-client.js', folder);
  await said(client);
  const ask = async (order: string, given: object = {}): Promise<number> => {
    client.send({ order, url: `http://127.0.0.1:${port}/there`, ...given });
    const answer = (await said(client)) as { seconds: number } | { error: string };
    if ('error' in answer) throw new Error(`PouchDB: ${answer.error}`);
    return answer.seconds;
  };
  return {
    push: async (documents) => {
      await ask('fillHere', { documents });
      return await ask('push');
    },
    pull: async (documents) => {
      await ask('fillThere', { documents });
      return await ask('pull');
    },
    stop: async () => {
      for (const child of [client, server]) {
        const gone = once(child, 'exit');
        child.disconnect();
        await gone;
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function areInstalled(): boolean {
  if (existsSync(join(PEERS, 'node_modules', 'pouchdb'))) return true;
  try {
    execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
      cwd: PEERS,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    return true;
  } catch {
    return false;
  }
}

const start = (script: string, folder: string): ChildProcess =>
  fork(join(PEERS, script), [folder], { cwd: PEERS, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });

async function said(child: ChildProcess): Promise<unknown> {
  const gone = once(child, 'exit').then(() => {
    throw new Error('PouchDB ended');
  });
  gone.catch(() => {});
  const [answer] = (await Promise.race([once(child, 'message'), gone])) as [unknown];
  return answer;
}
