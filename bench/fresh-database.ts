import { migrate } from '#server/store/migrate.ts';
import { connectOnce, createPool, type HqPool } from '#server/store/pool.ts';

/** Headquarters' tables, all empty, in a new database of the cluster behind a socket. */
export async function freshDatabase(socket: string, name: string, size: number): Promise<HqPool> {
  const admin = await connectOnce({ connection: { socket } });
  await admin.query(`create database ${name}`);
  await admin.end();
  const connection = `postgres://mallard@localhost/${name}?host=${socket}`;
  const client = await connectOnce({ connection });
  await migrate(client);
  await client.end();
  return createPool({ connection, size });
}
