import { connectOnce } from '#server/store/pool.ts';
import { sharedCluster } from '#tests/support/pg/shared-cluster.ts';

let made = 0;

/** A database of its own in the run's cluster: what is told by NOTIFY stays among those who use it. */
export async function ownDatabase(): Promise<{ readonly url: string; readonly drop: () => Promise<void> }> {
  const socket = await sharedCluster();
  const name = `hq${process.pid}_${++made}`;
  const admin = async (sql: string): Promise<void> => {
    const client = await connectOnce({ connection: { socket } });
    await client.query(sql);
    await client.end();
  };
  await admin(`create database ${name}`);
  return {
    url: `postgres://mallard@localhost/${name}?host=${socket}`,
    drop: () => admin(`drop database ${name} with (force)`),
  };
}
