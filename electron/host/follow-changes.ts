import type { Area } from '#shared/journal/entry-type.ts';
import { readDrawer } from '#shared/services/shifts/drawer.ts';
import { keepChainLogo } from './chain-logo.ts';
import type { Housekeeping } from './housekeeping.ts';
import type { Register } from './register.ts';

/** What follows from a commit, each off its way: memory is refreshed, pages and printer are told. Answers how to stop. */
export async function followChanges(
  register: Register,
  house: Pick<Housekeeping, 'committed'>,
): Promise<() => void> {
  const { store, ports } = register;
  const shiftChanged = await backupAtClose(register);
  return store.onAreas((areas) => {
    house.committed();
    register.link.wake();
    tell(register, areas).catch((error: unknown) => ports.report('changes', error));
    if (areas.includes('shift')) shiftChanged().catch((error: unknown) => ports.report('backup', error));
  });
}

/** What is kept in memory is read again before a change is told. */
async function tell(register: Register, areas: readonly Area[]): Promise<void> {
  if (areas.includes('people')) await register.people.reload();
  if (areas.includes('settings')) {
    await register.local.reload();
    await keepChainLogo(register);
  }
  if (areas.includes('sale') || areas.includes('catalog')) register.search.refresh();
  if (areas.includes('print')) register.station.wake();
  register.changes.tellAll(areas);
}

/** A backup when the shift that was open is closed. */
async function backupAtClose({ host, store, backups }: Register): Promise<() => Promise<void>> {
  const isOpen = async () => store.identity() !== null && (await readDrawer(host.read, host.self)) !== null;
  let wasOpen = await isOpen();
  return async () => {
    const before = wasOpen;
    wasOpen = await isOpen();
    // A failure is a notice of its own.
    if (before && !wasOpen) await backups.backup('shift-close').catch(() => null);
  };
}
