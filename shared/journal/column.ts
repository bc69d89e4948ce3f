/**
 * The closed list of column types both engines share: text with binary collation, integers up to 2^53,
 * booleans as 0/1, bytes, and JSON kept as text.
 */
export type ColumnType = 'text' | 'int' | 'bool' | 'bytes' | 'json';

export interface Column<T> {
  readonly type: ColumnType;
  readonly nullable: boolean;
  /** Only for types: what the column holds in a row. */
  readonly holds?: T;
}

export const text = <T extends string = string>(): Column<T> => ({ type: 'text', nullable: false });
export const int = <T extends number = number>(): Column<T> => ({ type: 'int', nullable: false });
export const bool = (): Column<0 | 1> => ({ type: 'bool', nullable: false });
export const bytes = (): Column<Uint8Array> => ({ type: 'bytes', nullable: false });
export const json = (): Column<string> => ({ type: 'json', nullable: false });
export const nullable = <T>(column: Column<T>): Column<T | null> => ({ type: column.type, nullable: true });
