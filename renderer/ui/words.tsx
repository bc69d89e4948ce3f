import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { type FormatPlace, type Formats, formatsFor } from '#shared/format/index.ts';
import { type Locale, type Translate, translator } from '#shared/i18n/index.ts';

interface Words {
  readonly locale: Locale;
  readonly t: Translate;
  readonly formats: Formats;
}

const WordsContext = createContext<Words | null>(null);

interface WordsProviderProps {
  /** The language of the screen; the store's money and time zone come with `place`. */
  readonly locale: Locale;
  readonly place: Pick<FormatPlace, 'timeZone' | 'currency'>;
  readonly children: ReactNode;
}

/** Gives the screens below their language and their ways of writing numbers. */
export function WordsProvider({ locale, place, children }: WordsProviderProps): ReactNode {
  const words = useMemo(
    () => ({ locale, t: translator(locale), formats: formatsFor({ locale, ...place }) }),
    [locale, place],
  );
  return <WordsContext value={words}>{children}</WordsContext>;
}

function useWords(): Words {
  const words = useContext(WordsContext);
  if (words === null) throw new Error('WordsProvider is missing above this component');
  return words;
}

/** Says a text of the catalogue: `t('sell.total')`. */
export const useT = (): Translate => useWords().t;
/** Writes money, quantities and times: `formats.money(11035)`. */
export const useFormats = (): Formats => useWords().formats;
export const useLocale = (): Locale => useWords().locale;
