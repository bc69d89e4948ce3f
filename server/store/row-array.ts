import type { Value } from '#shared/journal/change.ts';
import type { ColumnType } from '#shared/journal/column.ts';
import type { Table } from '#shared/journal/table.ts';

/** A value no column of its type can hold, or none at all: the row it stands in can't be written. */
export class UnwritableValue extends Error {
  override readonly name = 'UnwritableValue';
}

/** What PostgreSQL calls the row types of the tables, by table: binary rows name theirs. */
export type RowTypes = ReadonlyMap<string, number>;

/** Type oid of a column. */
const OIDS: Readonly<Record<ColumnType, number>> = { text: 25, json: 25, int: 20, bool: 21, bytes: 17 };

type AnyRow = Readonly<Record<string | number, Value | undefined>>;

/**
 * Rows as one PostgreSQL array of the table's own row type, in its binary form: `unnest($1::sale[])`. It costs a third less than an
 * array for each column, and writes rows about as fast as COPY does. Header of five int32 (dimensions, has nulls, element type, length,
 * lower bound); each row after its length: how many columns, then each column's type and its value after its length, -1 for null.
 * Rows are given by column name, or as lists in the order of the columns.
 */
export function encodeRows(
  table: Table,
  types: RowTypes,
  rows: readonly AnyRow[] | readonly Value[][],
): Buffer {
  const type = types.get(table.name);
  if (type === undefined) throw new Error(`the database has no table ${table.name}`);
  const areLists = Array.isArray(rows[0]);
  const columns = Object.entries(table.columns).map(([name, column], at) => ({
    oid: OIDS[column.type],
    write: ELEMENT[column.type],
    name: areLists ? at : name,
    last: { text: null, from: 0, to: 0 },
  }));
  writer.begin();
  for (const field of [1, 0, type, rows.length, 1]) writer.int32(field);
  for (const row of rows as readonly AnyRow[]) {
    const start = writer.reserve();
    writer.int32(columns.length);
    for (const { oid, write, name, last } of columns) {
      const value = row[name];
      writer.int32(oid);
      if (value === null) writer.int32(-1);
      else write(value, last);
    }
    writer.lengthSince(start);
  }
  return writer.bytes();
}

/** The text a column said last, and where it lies: columns say the same over many rows. */
interface Last {
  text: string | null;
  from: number;
  to: number;
}

const ELEMENT: Readonly<Record<ColumnType, (value: Value | undefined, last: Last) => void>> = {
  text: writeText,
  json: writeText,
  int: (value) => {
    if (typeof value !== 'number' || !Number.isSafeInteger(value))
      throw new UnwritableValue(`not an integer: ${String(value)}`);
    writer.int32(8);
    const high = Math.floor(value / 2 ** 32);
    writer.int32(high);
    writer.int32(value - high * 2 ** 32);
  },
  bool: (value) => {
    if (value !== 0 && value !== 1) throw new UnwritableValue(`neither 0 nor 1: ${String(value)}`);
    writer.int32(2);
    writer.int16(value);
  },
  bytes: (value) => {
    if (!(value instanceof Uint8Array)) throw new UnwritableValue('not bytes');
    writer.octets(value);
  },
};

function writeText(value: Value | undefined, last: Last): void {
  if (typeof value !== 'string') throw new UnwritableValue(`not a text: ${String(value)}`);
  writer.text(value, last);
}

/** Up to here a loop over plain ASCII is faster than a call out of the engine. */
const SHORT = 48;

/** Puts one array together after the other, in one buffer that grows to the largest there was, and hands out copies. */
class ArrayWriter {
  #buffer = Buffer.allocUnsafe(1024 * 1024);
  #at = 0;

  begin(): void {
    this.#at = 0;
  }

  bytes(): Buffer {
    return Buffer.from(this.#buffer.subarray(0, this.#at));
  }

  /** Leaves room for a length; `lengthSince` writes it when what it measures is there. */
  reserve(): number {
    this.int32(0);
    return this.#at;
  }

  lengthSince(start: number): void {
    this.#buffer.writeInt32BE(this.#at - start, start - 4);
  }

  int16(value: number): void {
    this.#need(2);
    this.#at = this.#buffer.writeInt16BE(value, this.#at);
  }

  /** The low 32 bits of an integer. */
  int32(value: number): void {
    this.#need(4);
    const buffer = this.#buffer;
    buffer[this.#at] = value >>> 24;
    buffer[this.#at + 1] = value >>> 16;
    buffer[this.#at + 2] = value >>> 8;
    buffer[this.#at + 3] = value;
    this.#at += 4;
  }

  octets(value: Uint8Array): void {
    this.int32(value.length);
    this.#need(value.length);
    this.#buffer.set(value, this.#at);
    this.#at += value.length;
  }

  text(value: string, last: Last): void {
    const from = this.#at;
    if (value === last.text) {
      this.#need(last.to - last.from);
      this.#buffer.copyWithin(from, last.from, last.to);
      this.#at += last.to - last.from;
      return;
    }
    // Most UTF-8 bytes a UTF-16 unit can take.
    this.#need(4 + value.length * 3);
    const length = value.length <= SHORT ? this.#short(value) : this.#buffer.write(value, from + 4, 'utf8');
    this.int32(length);
    this.#at += length;
    last.text = value;
    last.from = from;
    last.to = this.#at;
  }

  #short(value: string): number {
    const start = this.#at + 4;
    for (let i = 0; i < value.length; i++) {
      const code = value.charCodeAt(i);
      if (code > 0x7f) return this.#buffer.write(value, start, 'utf8');
      this.#buffer[start + i] = code;
    }
    return value.length;
  }

  #need(more: number): void {
    if (this.#at + more <= this.#buffer.length) return;
    const wider = Buffer.allocUnsafe(Math.max(this.#buffer.length * 2, this.#at + more));
    this.#buffer.copy(wider, 0, 0, this.#at);
    this.#buffer = wider;
  }
}

const writer = new ArrayWriter();
