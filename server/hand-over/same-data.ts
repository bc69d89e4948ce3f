/** A record as text that is the same for the same content, whatever order its fields were written in. */
export const dataText = (data: unknown): string =>
  JSON.stringify(data, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );

export const sameData = (a: unknown, b: unknown): boolean => dataText(a) === dataText(b);

/** Names are the same to a person whatever their case and spaces. */
export const sameName = (a: string, b: string): boolean => plain(a) === plain(b);

const plain = (name: string): string => name.normalize('NFKC').trim().replaceAll(/\s+/g, ' ').toLowerCase();
