import { isListed, NAV_SECTIONS } from '#renderer/app/screen.ts';
import { screens } from '#renderer/app/screens.ts';
import { useSessionIfKnown } from '#renderer/host/use-session.ts';

/** Addresses of the pages this person finds in the side list, in its order. */
export function useOfficePages(): readonly string[] {
  const session = useSessionIfKnown();
  return NAV_SECTIONS.flatMap((section) =>
    screens.flatMap((screen) =>
      screen.nav?.section === section && isListed(screen, session) ? [screen.path] : [],
    ),
  );
}
