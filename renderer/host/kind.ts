/** What this page is the face of; the host says so in the page it serves (node/renderer-files.ts). */
export type HostKind = 'desktop' | 'loopback' | 'hq';

export function hostKind(): HostKind {
  const said = globalThis.document?.querySelector<HTMLMetaElement>('meta[name="mallard-host"]')?.content;
  return said === 'desktop' || said === 'hq' ? said : 'loopback';
}

/** Headquarters has no till: no shift, no drawer, no printer. */
export const isHq = hostKind() === 'hq';
