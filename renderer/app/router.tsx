import { type ComponentType, type ReactNode, Suspense, useEffect, useMemo } from 'react';
import { Redirect, Route, Switch, useLocation } from 'wouter';
import type { PaletteEntry } from '#renderer/commands/palette.tsx';
import { useActions } from '#renderer/commands/use-actions.ts';
import { IdleLock } from '#renderer/features/sign-in/idle-lock.tsx';
import { rememberStay } from '#renderer/host/stay.ts';
import { useSessionIfKnown } from '#renderer/host/use-session.ts';
import { EmptyState } from '#renderer/ui/notice.tsx';
import { useT } from '#renderer/ui/words.tsx';
import { translator } from '#shared/i18n/index.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { frameActions } from './frame-actions.tsx';
import { BareFrame, OfficeFrame, TillFrame } from './frames.tsx';
import { isListed, type Screen } from './screen.ts';
import { gates, screens } from './screens.ts';

const FRAMES = { till: TillFrame, office: OfficeFrame, bare: BareFrame } as const;

/** The screen of the address in its frame, or what the state of the register puts before it. */
export function Screens(): ReactNode {
  const session = useSessionIfKnown();
  const [address] = useLocation();
  const entries = usePages();
  useEffect(() => {
    if (session !== undefined) rememberStay(session);
  }, [session]);
  useActions(frameActions, { signedIn: session?.mode === 'open', entries });
  if (session === undefined) return <BareFrame>{null}</BareFrame>;
  const Gate = session.mode === 'open' ? undefined : gates[session.mode];
  return (
    <ErrorBoundary address={`${session.mode} ${address}`}>
      {session.mode === 'open' ? <IdleLock /> : null}
      <Suspense fallback={null}>{Gate === undefined ? <Routes /> : <BareGate gate={Gate} />}</Suspense>
    </ErrorBoundary>
  );
}

const BareGate = ({ gate: Gate }: { readonly gate: ComponentType }): ReactNode => (
  <BareFrame>
    <Gate />
  </BareFrame>
);

function Routes(): ReactNode {
  const home = screens.find(({ frame }) => frame === 'till') ?? screens[0];
  return (
    <Switch>
      {screens.map((screen) => (
        <Route key={screen.path} path={screen.path}>
          <Framed screen={screen} />
        </Route>
      ))}
      {home === undefined ? null : (
        <Route path="/">
          <Redirect to={home.path} replace />
        </Route>
      )}
      <Route>
        <NotFound />
      </Route>
    </Switch>
  );
}

function Framed({ screen }: { readonly screen: Screen }): ReactNode {
  const Frame = FRAMES[screen.frame];
  const [address] = useLocation();
  return (
    <Frame>
      <ErrorBoundary address={address}>
        <Suspense fallback={null}>
          <screen.component />
        </Suspense>
      </ErrorBoundary>
    </Frame>
  );
}

function NotFound(): ReactNode {
  const t = useT();
  return (
    <OfficeFrame>
      <EmptyState title={t('frame.notFound')} hint={t('frame.notFoundHint')} />
    </OfficeFrame>
  );
}

const english = translator('en');

/** Pages the palette can go to: those in the side list that this person may see. */
function usePages(): readonly PaletteEntry[] {
  const t = useT();
  const session = useSessionIfKnown();
  const [, navigate] = useLocation();
  return useMemo(() => {
    return screens.flatMap((screen): PaletteEntry[] => {
      const { path, nav } = screen;
      if (nav === undefined || !isListed(screen, session)) return [];
      const icon = nav.icon === undefined ? {} : { icon: nav.icon };
      return [
        { id: path, name: t(nav.title), alias: english(nav.title), run: () => navigate(path), ...icon },
      ];
    });
  }, [session, t, navigate]);
}
