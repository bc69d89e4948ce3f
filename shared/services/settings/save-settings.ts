import { type DomainError, refuse } from '#shared/domain/error.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { checkSettings } from '#shared/domain/store/check-settings.ts';
import type { StoreSettings } from '#shared/domain/store/settings.ts';
import { settingsChanged } from '#shared/journal/entries/settings.ts';
import type { By } from '../journal/by.ts';
import type { Host } from '../journal/host.ts';
import { checkedFact } from './checked-fact.ts';
import type { Done } from './done.ts';

/** What of a store may be changed after it was founded: never its code or its currency. */
export type ChangeableSettings = Omit<StoreSettings, 'store' | 'currency'>;

/** Changes the store's settings. Refuses as `checkSettings`, NOT_FOUND before the store is founded. */
export const saveSettings =
  (host: Host) =>
  ({ command }: By, value: ChangeableSettings): Promise<Result<Done, DomainError>> =>
    host.commitChain(command, async ({ self }) => {
      const known = host.chain().settings;
      if (!known) return err(refuse('NOT_FOUND'));
      const checked = checkSettings({ ...value, store: known.store, currency: known.currency });
      if (!checked.ok) return checked;
      const values = { store: JSON.stringify(checked.value) };
      const entry = checkedFact(settingsChanged, { scope: scopeOf(self.store), values });
      return entry.ok ? ok({ entry: entry.value, answer: {} }) : entry;
    });

/** At headquarters what is set holds for the whole chain; a store of its own sets it for itself. */
export const scopeOf = (store: string): string => (store === 'chain' ? 'chain' : `store/${store}`);
