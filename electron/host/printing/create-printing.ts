import type { RegisterStore } from '#electron/store/register-store.ts';
import type { StoreSettings } from '#shared/domain/store/settings.ts';
import type { Host } from '#shared/services/journal/host.ts';
import { xOfJob } from '#shared/services/shifts/x-report.ts';
import type { LocalSettingsKeeper } from '../local-settings-keeper.ts';
import type { PeopleDirectory } from '../people/directory.ts';
import type { HostPorts } from '../ports.ts';
import { createPrintStation, type PrintStation } from './print-station.ts';
import { slipRenderer } from './slip-renderer.ts';
import { createSlips, type Slips } from './slips.ts';

/** Slips and the printer they go to. */
export function createPrinting(parts: {
  readonly host: Host;
  readonly store: RegisterStore;
  readonly people: PeopleDirectory;
  readonly local: LocalSettingsKeeper;
  readonly ports: HostPorts;
  readonly changed: () => void;
}): { readonly slips: Slips; readonly station: PrintStation } {
  const { host, store, people, local, ports, changed } = parts;
  const settings = (): StoreSettings => {
    const known = store.chain().settings;
    if (!known) throw new Error('the store is not founded yet');
    return known;
  };
  const printer = () => local.now().printer;
  const renderer = slipRenderer({
    settings,
    printer,
    nameOf: people.nameOf,
    picturesDir: store.folder.pictures,
  });
  const slips = createSlips({ host, renderer, settings, printer, report: xOfJob(host) });
  return { slips, station: createPrintStation({ host, slips, ports, changed }) };
}
