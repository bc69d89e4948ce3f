import type { Formats } from '#shared/format/index.ts';

/** A minute of a store's own clock as people read it. */
export const minuteWords = (minute: string, { businessDate }: Pick<Formats, 'businessDate'>): string =>
  `${businessDate(minute.slice(0, 10))} ${minute.slice(11)}`;
