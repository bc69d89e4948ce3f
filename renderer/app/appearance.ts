import type { MantineColorSchemeManager } from '@mantine/core';
import { preferences, type Theme } from './preferences.ts';

/** Lets the library ask our preferences for the scheme instead of keeping its own. */
export const schemeFromPreferences = (): MantineColorSchemeManager => {
  let stop = (): void => undefined;
  return {
    get: () => schemeOf(preferences.getState().theme),
    set: () => undefined,
    subscribe: (onUpdate) => {
      stop = preferences.subscribe(({ theme }) => onUpdate(schemeOf(theme)));
    },
    unsubscribe: () => stop(),
    clear: () => undefined,
  };
};

const schemeOf = (theme: Theme): 'light' | 'dark' | 'auto' =>
  theme === 'light' || theme === 'dark' ? theme : 'auto';

/** Keeps `data-contrast` and `lang` of the page as chosen, or as the system asks. Answers how to stop. */
export function followPreferences(page: HTMLElement): () => void {
  const wish = window.matchMedia('(prefers-contrast: more)');
  const follow = (): void => {
    const { theme, locale } = preferences.getState();
    const high = theme === 'contrast' || (theme === 'system' && wish.matches);
    page.dataset['contrast'] = high ? 'high' : 'normal';
    page.lang = locale;
  };
  follow();
  wish.addEventListener('change', follow);
  const stop = preferences.subscribe(follow);
  return () => {
    wish.removeEventListener('change', follow);
    stop();
  };
}

/** The nonce the page was served with; style elements made at run time must carry it. */
export function pageNonce(): string {
  const tag = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]');
  return tag?.nonce ?? '';
}
