import type { CatalogKnown } from '#shared/domain/catalog/product-draft.ts';
import type { Host } from '../journal/host.ts';

/** What a change may refer to, as the chain stands now. */
export const knownOf = ({ chain }: Pick<Host, 'chain'>): CatalogKnown => ({
  taxClasses: new Set(chain().taxClasses.keys()),
  categories: new Set(chain().categories.keys()),
});
