const UNITS = ['B', 'KB', 'MB', 'GB', 'TB'] as const;

/**
 * A size as people say it; powers of 1024, as the system shows them.
 * @example byteWords(1536) === '1.5 KB'
 */
export function byteWords(bytes: number): string {
  const step = bytes < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log2(bytes) / 10));
  const value = bytes / 1024 ** step;
  return `${step === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${UNITS[step]}`;
}
