import { type ReactNode, useEffect, useLayoutEffect, useRef } from 'react';
import { Link, useLocation } from 'wouter';
import { DoorToOffice, Travel } from '#renderer/features/office/travel.tsx';
import { PrintQueue } from '#renderer/features/printing/print-queue.tsx';
import { ShiftBanner } from '#renderer/features/shift/shift-banner.tsx';
import { isHq } from '#renderer/host/kind.ts';
import { useSessionIfKnown } from '#renderer/host/use-session.ts';
import { CountBadge } from '#renderer/ui/badge.tsx';
import { useT } from '#renderer/ui/words.tsx';
import styles from './frames.module.css';
import { isListed, NAV_SECTIONS, type Screen } from './screen.ts';
import { screens } from './screens.ts';
import { OfficeBar, TillBar } from './top-bar.tsx';

/** Density belongs to the whole page: dialogs and lists open outside the frame and must match it. */
function useDensity(density: 'touch' | 'compact'): void {
  useLayoutEffect(() => {
    document.documentElement.dataset['density'] = density;
  }, [density]);
}

/** Around the screens of the till: large targets, the bar, and all the room there is. */
export function TillFrame({ children }: { readonly children: ReactNode }): ReactNode {
  useDensity('touch');
  return (
    <div className={styles['till']}>
      <DoorToOffice />
      <PrintQueue />
      <TillBar />
      <ShiftBanner />
      <main className={styles['content']}>{children}</main>
    </div>
  );
}

/** Around the screens of the back office: compact, with the list of pages at the side. */
export function OfficeFrame({ children }: { readonly children: ReactNode }): ReactNode {
  const t = useT();
  const session = useSessionIfKnown();
  useDensity('compact');
  return (
    <div className={styles['office']}>
      <a className={styles['skip']} href="#content">
        {t('frame.skipToContent')}
      </a>
      <Travel />
      {isHq ? null : <PrintQueue />}
      <OfficeBar />
      <nav className={styles['nav']} aria-label={t('frame.navigation')}>
        {NAV_SECTIONS.map((section) => {
          const pages = screens.filter(
            (screen) => screen.nav?.section === section && isListed(screen, session),
          );
          if (pages.length === 0) return null;
          return (
            <section key={section} className={styles['section']}>
              <h2 className={styles['heading']}>{t(`frame.nav.${section}`)}</h2>
              {pages.map((screen) => (
                <NavLine key={screen.path} screen={screen} />
              ))}
            </section>
          );
        })}
      </nav>
      <main className={styles['content']} id="content">
        {children}
      </main>
    </div>
  );
}

/** A screen that fills the page: set-up, signing in. */
export function BareFrame({ children }: { readonly children: ReactNode }): ReactNode {
  useDensity('touch');
  return <main className={styles['bare']}>{children}</main>;
}

function NavLine({ screen }: { readonly screen: Screen }): ReactNode {
  const t = useT();
  const [address] = useLocation();
  const count = (screen.nav?.useCount ?? noCount)();
  const line = useRef<HTMLAnchorElement>(null);
  const here = address === screen.path || address.startsWith(`${screen.path}/`);
  // On a low screen the list is longer than the page: where one is stands in sight.
  useEffect(() => {
    if (here) line.current?.scrollIntoView({ block: 'nearest' });
  }, [here]);
  if (screen.nav === undefined) return null;
  return (
    <Link ref={line} href={screen.path} className={styles['line']} aria-current={here ? 'page' : undefined}>
      <span className={styles['title']}>{t(screen.nav.title)}</span>
      {count > 0 ? <CountBadge count={count} /> : null}
    </Link>
  );
}

const noCount = (): number => 0;
