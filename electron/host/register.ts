import type { Catalog } from '#electron/store/catalog/catalog.ts';
import type { BackupKeeper } from '#electron/store/maintenance/backup-keeper.ts';
import type { RegisterStore } from '#electron/store/register-store.ts';
import type { SqliteProductSearch } from '#electron/store/search/product-search.ts';
import type { HqLink } from '#electron/sync/link.ts';
import type { Imports } from '#node/import/imports.ts';
import type { ProductChanges } from '#shared/services/catalog/change-products.ts';
import type { PriceOrder } from '#shared/services/catalog/price-page.ts';
import type { Host } from '#shared/services/journal/host.ts';
import type { CheckPin } from '#shared/services/people/check-pin.ts';
import type { Changes } from './changes.ts';
import type { LocalSettingsKeeper } from './local-settings-keeper.ts';
import type { Notices } from './notices.ts';
import type { PeopleDirectory } from './people/directory.ts';
import type { HostPorts } from './ports.ts';
import type { PrintStation } from './printing/print-station.ts';
import type { Slips } from './printing/slips.ts';
import type { ReturningPages } from './returning-pages.ts';

/** The register put together: what handlers work with. */
export interface Register {
  /** What services are called with. */
  readonly host: Host;
  readonly store: RegisterStore;
  readonly catalog: Catalog;
  readonly search: SqliteProductSearch;
  readonly imports: Imports;
  readonly productChanges: ProductChanges;
  /** Where a long catalogue is listed by price; null until it can be, which asking begins. */
  readonly priceOrder: () => Promise<PriceOrder | null>;
  readonly people: PeopleDirectory;
  readonly checkPin: CheckPin;
  readonly local: LocalSettingsKeeper;
  readonly slips: Slips;
  readonly station: PrintStation;
  readonly backups: BackupKeeper;
  readonly link: HqLink;
  readonly notices: Notices;
  readonly changes: Changes;
  readonly returning: ReturningPages;
  readonly ports: HostPorts;
}
