import type { TenderId } from '#shared/domain/ids.ts';
import type { Host } from '../journal/host.ts';

/** Whether one of these tenders is kept in the drawer, so that it opens by itself. */
export const opensDrawer = (host: Host, used: readonly { readonly tender: TenderId }[]): boolean =>
  host.chain().tenders.some((tender) => tender.opensDrawer && used.some((each) => each.tender === tender.id));
