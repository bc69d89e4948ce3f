/**
 * Hands a text, whole or in parts, to the person as a file. CSV gets a byte order mark, without which sheets misread anything but English.
 * @example download('sales-2026-11-22.csv', csv)
 */
export function download(name: string, text: string | readonly string[], type = 'text/csv'): void {
  const parts = typeof text === 'string' ? [text] : text;
  const marked = type === 'text/csv' && !parts[0]?.startsWith('\ufeff') ? ['\ufeff', ...parts] : [...parts];
  const address = URL.createObjectURL(new Blob(marked, { type: `${type};charset=utf-8` }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** Rows as CSV; what a sheet would take for a formula is made plain text. */
export const csvOf = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');

function cell(text: string): string {
  const plain = /^[=+\-@\t\r]/.test(text) && !/^-?[\d.,]+$/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
