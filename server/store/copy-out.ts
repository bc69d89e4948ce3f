import { type ClientBase, Query } from 'pg';

/** What a binary copy begins with: signature, flags, and how many bytes of extension follow. */
const HEAD = 19;
/** Before the first row's bytes: how many columns there are, and how long this one is. */
const ROW_HEAD = 6;

/**
 * Runs `copy (…) to stdout (format binary)` of one `bytea` column and answers its rows joined, in their order. A select would bring them as
 * hexadecimal text: twice the bytes on the line, and a string and two buffers for each. A copy takes no parameters.
 */
export async function copyOut(client: ClientBase, text: string): Promise<Uint8Array> {
  const copied = new CopiedBytes(text);
  await new Promise<void>((resolve, reject) => {
    copied.callback = (error) => (error ? reject(error) : resolve());
    client.query(copied);
  });
  return Buffer.concat(copied.parts);
}

class CopiedBytes extends Query {
  readonly parts: Buffer[] = [];
  declare callback: (error: Error | null) => void;
  #begun = false;

  /** A message holds a row, the first one what comes before it too; the last one only says that there are no more. */
  handleCopyData({ chunk }: { readonly chunk: Buffer }): void {
    const row = chunk.subarray(this.#begun ? 0 : HEAD);
    this.#begun = true;
    // The bytes lie in a buffer that is used again.
    if (row.length >= ROW_HEAD) this.parts.push(Buffer.from(row.subarray(ROW_HEAD)));
  }
}
