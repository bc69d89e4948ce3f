import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openRegister, type TestRegister } from '#tests/support/register.ts';
import { openBenchHq } from './bench-hq.ts';
import { type Figure, shareOfLimit, shown } from './figure.ts';
import { joinBenchHq } from './joined-register.ts';
import { addSales } from './many-sales.ts';
import { openPouchPeer, type PouchDocument } from './pouch-peer.ts';

const SALES = 10_000;
const PRODUCTS = 200;

/**
 * The backlog of a register that sold 10,000 times alone, over loopback HTTP, from its store until headquarters has acknowledged all of
 * it: fsynced at both ends, proven and projected. Beside it PouchDB replicating the same bodies as documents, which does none of that.
 */
export async function measure(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'mallard-drain-'));
  const register = await openRegister(join(folder, 'data'), PRODUCTS);
  try {
    await addSales(register, SALES, PRODUCTS);
    const seconds = await drain(register);
    // Read only now: what they take of the memory would be ours to look after while we are timed.
    const documents = salesOf(register);
    const peer = await openPouchPeer();
    const rate = documents.length / seconds;
    if (!peer) return [shown('drain', 'sales of one register (PouchDB is not to be had here)', rate, '/s')];
    const theirs = await peer.push(documents);
    await peer.stop();
    return [
      shareOfLimit('drain', 'sales of one register, beside PouchDB', {
        value: rate,
        limit: documents.length / theirs,
        unit: '/s',
        share: 1.5,
      }),
    ];
  } finally {
    await register.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function drain(register: TestRegister): Promise<number> {
  const hq = await openBenchHq(1);
  try {
    const { link, until } = await joinBenchHq(register, hq, 'R1');
    const begun = performance.now();
    await link.start();
    await until(({ waiting }) => waiting.facts === 0);
    const seconds = (performance.now() - begun) / 1000;
    await link.stop();
    const [counted] = (await hq.pool.once<{ n: number }>('select count(*) as n from sale')).rows;
    if (counted?.n !== SALES) throw new Error(`headquarters counts ${String(counted?.n)} sales`);
    return seconds;
  } finally {
    await hq.stop();
  }
}

/** The register's sales as documents: the bodies its journal holds. */
const salesOf = ({ store }: TestRegister): PouchDocument[] =>
  store.reading
    .prepare("select id, body from journal where type = 'sale.completed' order by position")
    .all()
    .map((row) => {
      const { id, body } = row as { readonly id: string; readonly body: Buffer };
      return { _id: id, ...(JSON.parse(body.toString('utf8')) as object) };
    });
