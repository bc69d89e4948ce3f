import type { CartContext } from '#shared/domain/cart/cart-change.ts';
import type { StoreSettings } from '#shared/domain/store/settings.ts';
import type { By } from '../journal/by.ts';
import type { Host } from '../journal/host.ts';

/** Settings of the store. Throws before it is founded: no command for a ticket reaches a store that is not. */
export function settingsOf(host: Pick<Host, 'chain'>): StoreSettings {
  const { settings } = host.chain();
  if (!settings) throw new Error('the store is not founded yet');
  return settings;
}

/** Who changes a ticket, and under which settings, at the instant of the command's turn. */
export const cartContext = (host: Pick<Host, 'chain'>, by: By, at: number): CartContext => ({
  actor: by.actor,
  at,
  settings: settingsOf(host),
  tenders: host.chain().tenders,
  approvals: by.approvals,
});
