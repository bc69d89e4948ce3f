import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import { listenToKeys } from '#renderer/commands/keyboard.ts';
import { commands } from '#renderer/commands/registry.ts';
import { onScanFailure } from '#renderer/commands/scan-desk.ts';
import { setSoundVolume } from '#renderer/commands/sounds.ts';
import { followChanges } from '#renderer/host/changes.ts';
import { queries } from '#renderer/host/host.ts';
import { isHq } from '#renderer/host/kind.ts';
import { useFailureText } from '#renderer/host/use-failure-text.ts';
import { rightsOf, useSessionIfKnown } from '#renderer/host/use-session.ts';
import { cssVariables, theme } from '#renderer/styles/theme.ts';
import { DialogHost, leaveDialogs, tell } from '#renderer/ui/dialogs.tsx';
import { LiveRegion } from '#renderer/ui/live-region.tsx';
import { useT, WordsProvider } from '#renderer/ui/words.tsx';
import { followPreferences, pageNonce, schemeFromPreferences } from './appearance.ts';
import { preferences } from './preferences.ts';
import { Screens } from './router.tsx';

/** The whole renderer. */
export function App(): ReactNode {
  return (
    <Look>
      <QueryClientProvider client={queries}>
        <Tongue>
          <Wiring />
          <Screens />
          <Dialogs />
          <Notifications position="bottom-left" limit={3} transitionDuration={0} />
          <LiveRegion />
        </Tongue>
      </QueryClientProvider>
    </Look>
  );
}

/** Questions go with the person who was asked. News is mounted anew, so that its keys lie above the screen that comes. */
function Dialogs(): ReactNode {
  const mode = useSessionIfKnown()?.mode;
  useEffect(() => {
    if (mode === 'locked') leaveDialogs();
  }, [mode]);
  return <DialogHost key={mode} />;
}

const scheme = schemeFromPreferences();

/** Theme, scheme, contrast; style elements carry the page's nonce. */
export function Look({ children }: { readonly children: ReactNode }): ReactNode {
  useEffect(() => followPreferences(document.documentElement), []);
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      colorSchemeManager={scheme}
      defaultColorScheme="auto"
      getStyleNonce={pageNonce}
    >
      {children}
    </MantineProvider>
  );
}

/** What money and time are written in until the register has said. */
const UNKNOWN_PLACE = {
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  currency: { code: 'XXX', exponent: 2 },
};

/** Language of this screen; money and time zone of the store. */
function Tongue({ children }: { readonly children: ReactNode }): ReactNode {
  const locale = useStore(preferences, (all) => all.locale);
  const store = useSessionIfKnown()?.store;
  const timeZone = store?.timeZone;
  const code = store?.currency.code;
  const exponent = store?.currency.exponent;
  const place = useMemo(
    () =>
      timeZone === undefined || code === undefined || exponent === undefined
        ? UNKNOWN_PLACE
        : { timeZone, currency: { code, exponent } },
    [timeZone, code, exponent],
  );
  return (
    <WordsProvider locale={locale} place={place}>
      {children}
    </WordsProvider>
  );
}

/** Ties keys, rights, sounds, events and the register's own memory of preferences together. Shows nothing. */
function Wiring(): ReactNode {
  const t = useT();
  const say = useFailureText();
  const session = useSessionIfKnown();
  const device = session?.device;
  const storeLocale = session?.store?.locale;
  useEffect(() => listenToKeys(window), []);
  useEffect(() => followChanges(), []);
  useEffect(() => commands.setState({ rights: rightsOf(session) }), [session]);
  useEffect(() => {
    const onFailure = (failure: unknown): void =>
      void tell({ title: t('error.title'), text: say(failure) ?? t('error.unexpected') });
    commands.setState({ onFailure });
    onScanFailure(onFailure);
  }, [t, say]);
  useEffect(() => {
    if (device === undefined) return;
    // Whoever runs a chain reads in their own language, not in that of its receipts.
    const locale = device.locale ?? (isHq ? undefined : storeLocale);
    preferences.setState({
      theme: device.theme,
      volume: device.volume,
      keys: device.keys,
      ...(locale === undefined ? {} : { locale }),
    });
  }, [device, storeLocale]);
  const { volume, keys } = useStore(preferences);
  useEffect(() => {
    setSoundVolume(volume / 100);
    commands.setState({ overrides: keys });
  }, [volume, keys]);
  return null;
}
