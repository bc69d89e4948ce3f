import type { ReactNode } from 'react';
import { useLocation } from 'wouter';
import { useActions } from '#renderer/commands/use-actions.ts';
import { doorActions, travelActions } from './actions.ts';
import { useOfficePages } from './office-pages.ts';

/** Keys to get about in the back office: to the till, to the next page and the one before. Shows nothing. */
export function Travel(): ReactNode {
  const [address, go] = useLocation();
  const pages = useOfficePages();
  const onStep = (by: 1 | -1): void => {
    const at = pages.findIndex((path) => address === path || address.startsWith(`${path}/`));
    const next = pages[(at + by + pages.length) % pages.length];
    if (next !== undefined) go(next);
  };
  useActions(travelActions, { go, onStep });
  return null;
}

/** The way from the counter to the back office, for whoever may see anything there. Shows nothing. */
export function DoorToOffice(): ReactNode {
  const [, go] = useLocation();
  const [home] = useOfficePages();
  useActions(doorActions, { home: home ?? null, go });
  return null;
}
