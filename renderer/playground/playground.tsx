import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, StrictMode, useEffect, useLayoutEffect } from 'react';
import { createRoot } from 'react-dom/client';
import { Route, Router, Switch } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import '../styles/index.css';
import { Look } from '#renderer/app/app.tsx';
import { preferences, type Theme } from '#renderer/app/preferences.ts';
import { listenToKeys } from '#renderer/commands/keyboard.ts';
import { commands } from '#renderer/commands/registry.ts';
import { host, queries } from '#renderer/host/host.ts';
import { DialogHost } from '#renderer/ui/dialogs.tsx';
import { LiveRegion } from '#renderer/ui/live-region.tsx';
import { WordsProvider } from '#renderer/ui/words.tsx';
import { isLocale } from '#shared/i18n/index.ts';
import { DialogsPage } from './dialogs-page.tsx';
import { GridPage } from './grid-page.tsx';
import { PartsPage } from './parts-page.tsx';
import { sampleSession } from './sample.ts';
import { SellPage } from './sell-page.tsx';

// The parts, to be looked at without a register: `npm run dev`, then /playground/?theme=dark&locale=zh-CN#/parts.
// Only the development server knows this page; the build has one entry, and it is not this.

const wishes = new URLSearchParams(location.search);
const themes: Readonly<Record<string, Theme>> = { light: 'light', dark: 'dark', contrast: 'contrast' };
const locale = wishes.get('locale');
preferences.setState({
  theme: themes[wishes.get('theme') ?? ''] ?? 'light',
  locale: isLocale(locale) ? locale : 'en',
});
queries.setQueryData(host.session.get.queryKey(), sampleSession);
commands.setState({ onFailure: (failure) => window.reportError(failure) });

const place = { timeZone: 'Asia/Shanghai', currency: { code: 'CNY', exponent: 2 } };

function Playground(): ReactNode {
  useEffect(() => listenToKeys(window), []);
  useLayoutEffect(() => {
    document.documentElement.dataset['density'] = wishes.get('density') ?? 'touch';
  }, []);
  return (
    <Look>
      <QueryClientProvider client={queries}>
        <WordsProvider locale={preferences.getState().locale} place={place}>
          <Router hook={useHashLocation}>
            <Switch>
              <Route path="/grid" component={GridPage} />
              <Route path="/dialogs/:which" component={DialogsPage} />
              <Route path="/sell" component={SellPage} />
              <Route component={PartsPage} />
            </Switch>
            <DialogHost />
          </Router>
          <Notifications position="bottom-left" transitionDuration={0} />
          <LiveRegion />
        </WordsProvider>
      </QueryClientProvider>
    </Look>
  );
}

const root = document.getElementById('root');
if (root === null) throw new Error('no #root');
createRoot(root).render(
  <StrictMode>
    <Playground />
  </StrictMode>,
);
