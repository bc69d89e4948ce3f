import { appendFileSync, existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import type { LineError } from './import-fault.ts';

// Every line of an import that was refused, or its stock, as CSV, to be opened in a sheet and mended. Lines are in the order of the file they are about.

const HEADER = '\ufeffline,column,problem,value\r\n';

/** Begins the file, or cuts it back to what an earlier run said about lines up to this one: the rest is told again. */
export function beginErrors(path: string, afterLine: number): void {
  if (afterLine === 0 || !existsSync(path)) {
    writeFileSync(path, HEADER, { mode: 0o600 });
    return;
  }
  const text = readFileSync(path, 'utf8');
  let end = 0;
  for (let next = HEADER.length; next > 0; next = text.indexOf('\r\n', end) + 2) {
    if (next === 1) break;
    if (end > 0 && Number.parseInt(text.slice(end, next), 10) > afterLine) break;
    end = next;
  }
  truncateSync(path, Buffer.byteLength(text.slice(0, end)));
}

/** Adds what `errorsText` made. */
export function appendErrors(path: string, text: string): void {
  if (text !== '') appendFileSync(path, text, { mode: 0o600 });
}

export const errorsText = (errors: readonly LineError[]): string =>
  errors
    .map(({ line, column, code, value }) => `${line},${column ?? ''},${code},${cell(value)}\r\n`)
    .join('');

/** What `errorsText` made, with some more in their places. */
export function withErrors(text: string, more: readonly LineError[]): string {
  if (more.length === 0) return text;
  const lines = `${text}${errorsText(more)}`.split('\r\n').slice(0, -1);
  const sorted = lines.map((each) => ({ line: Number.parseInt(each, 10), each }));
  return inOrder(sorted)
    .map(({ each }) => `${each}\r\n`)
    .join('');
}

/** By their lines in the file. */
export const inOrder = <T extends { readonly line: number }>(errors: readonly T[]): T[] =>
  errors.toSorted((a, b) => a.line - b.line);

/** The file's text; where there is none, of what is known otherwise. */
export const readErrorsFile = (path: string, known: readonly LineError[]): string =>
  existsSync(path) ? readFileSync(path, 'utf8') : HEADER + errorsText(known);

/** Quoted where needed; what a sheet would take for a formula is made plain text. */
function cell(text: string): string {
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
