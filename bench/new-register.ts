import { closeSync, fsyncSync, openSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { zstdDecompressSync } from 'node:zlib';
import { createRouterClient } from '@orpc/server';
import DatabaseFile from 'better-sqlite3';
import { createHost } from '#electron/host/create-host.ts';
import { catalogGenerations, dataFolder } from '#electron/store/data-folder.ts';
import { nodeCodec } from '#node/codec.ts';
import { answerOfChild, peakMegabytes, taskOfChild } from './child.ts';
import { BOSS } from './template.ts';

/** A register that joins headquarters, in a process of its own. */
export interface JoinTask {
  readonly dir: string;
  readonly address: string;
  readonly code: string;
  /** A product to be scanned, and words to be looked for. */
  readonly barcode: string;
  readonly words: string;
}

/** Milliseconds from the code's entry. */
export interface JoinAnswer {
  /** It has opened: everything is durable. */
  readonly open: number;
  /** A barcode was scanned and its product rung up. */
  readonly sells: number;
  readonly searches: number;
  /** Chain facts that came one by one. */
  readonly facts: number;
  /** Hashing, unpacking and writing the same bytes, nothing else; null when no file came. */
  readonly bare: number | null;
  readonly packed: number;
  readonly unpacked: number;
  /** MB. */
  readonly peak: number;
}

const task = taskOfChild() as JoinTask;
answerOfChild(await joins(task));

async function joins({ dir, address, code, barcode, words }: JoinTask): Promise<JoinAnswer> {
  const host = await createHost({ dataDir: dir });
  const context = host.contextFor({ id: 'bench', via: 'loopback', closed: new AbortController().signal });
  const page = createRouterClient(host.router, { context });
  const begun = performance.now();
  const since = () => performance.now() - begun;
  await page.setup.join({ address, code });
  while ((await page.session.get()).mode !== 'locked') await pause(5);
  const open = since();
  const [person] = await page.session.people();
  await page.session.signIn({ person: person?.id ?? '', pin: BOSS.pin });
  await page.shifts.open({ commandId: crypto.randomUUID(), counted: [] });
  const input = { commandId: crypto.randomUUID(), ticket: null, code: barcode };
  const scanned = await page.tickets.scan(input);
  if (scanned.kind !== 'added') throw new Error(`${barcode} is not there: ${scanned.kind}`);
  const sells = since();
  const found = await page.catalog.search({ text: words, limit: 20 });
  if (found.rows.length === 0) throw new Error(`${words} is not found`);
  const searches = since();
  const facts = host.register.store.reading
    .prepare("select count(*) from journal where origin = 'hq/chain'")
    .pluck()
    .get() as number;
  await host.stop();
  const [generation = 0] = catalogGenerations(dataFolder(dir));
  const unpacked = statSync(dataFolder(dir).catalog(generation)).size;
  return { open, sells, searches, facts, ...bareOf(dir), unpacked, peak: peakMegabytes() };
}

/** The chunks from memory to a file that is forced to the disk. */
function bareOf(dir: string): { readonly bare: number | null; readonly packed: number } {
  const db = new DatabaseFile(dataFolder(dir).store, { readonly: true });
  const chunks = db.prepare('select bytes from local_base_chunk order by chunk').pluck().all() as Buffer[];
  db.close();
  if (chunks.length === 0) return { bare: null, packed: 0 };
  const begun = performance.now();
  const file = openSync(join(dir, 'bare.db'), 'w');
  for (const packed of chunks) {
    nodeCodec.sha256(packed);
    writeSync(file, zstdDecompressSync(packed));
  }
  fsyncSync(file);
  closeSync(file);
  return { bare: performance.now() - begun, packed: chunks.reduce((sum, { length }) => sum + length, 0) };
}
