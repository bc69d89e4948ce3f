import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCatalog } from '#electron/store/catalog/catalog.ts';
import { dataFolder, makeFolders } from '#electron/store/data-folder.ts';
import { openStore } from '#electron/store/open-store.ts';
import { createRegisterStore } from '#electron/store/register-store.ts';
import { createWriter } from '#electron/store/writer.ts';
import { nodeCodec } from '#node/codec.ts';
import type { Host, Self } from '#shared/services/journal/host.ts';
import { type TestHost, type TestPorts, tableQuery, writeFounding } from './test-host.ts';

/** The register's own store in a folder of its own, its catalog followed in this thread. */
export async function sqliteHost(self: Self, ports: TestPorts): Promise<TestHost> {
  const root = mkdtempSync(join(tmpdir(), 'mallard-host-'));
  const folder = dataFolder(join(root, 'data'));
  makeFolders(folder);
  const writer = createWriter(() => openStore(folder, () => {}));
  writer.db();
  await writeFounding(self, ports, async (batch) => writer.write(batch));
  const catalog = openCatalog(folder, { keeper: 'inline' });
  const store = await createRegisterStore(folder, { writer, catalog }, { now: ports.now });
  const host: Host = {
    self,
    read: store.read,
    commit: store.commit,
    commitChain: store.commitChain,
    commitPart: store.commitPart,
    chain: store.chain,
    codec: nodeCodec,
    now: ports.now,
    newId: ports.newId,
  };
  return {
    host,
    engine: 'sqlite',
    rows: async (table) => store.reading.prepare(tableQuery(table)).all() as never,
    close: async () => {
      await store.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}
