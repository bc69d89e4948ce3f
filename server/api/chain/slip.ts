import type { PersonId, StoreId } from '#shared/domain/ids.ts';
import type { StoreSettings } from '#shared/domain/store/settings.ts';
import { receiptFormat } from '#shared/format/receipt-format.ts';
import { receiptWords } from '#shared/i18n/receipt-words.ts';
import { loadChainFacts } from '#shared/services/journal/chain-facts.ts';
import { drawSlip } from '#shared/services/sales/draw-slip.ts';
import { slipDocument } from '#shared/services/sales/slip-document.ts';
import { pictureData } from '#shared/services/settings/pictures.ts';
import type { Hq } from '../hq.ts';

interface AskedSlip {
  readonly store: string;
  /** A Z is found by its shift. */
  readonly kind: 'sale' | 'return' | 'z';
  readonly document: string;
}

/** The slip of a store's document in that store's words, drawn from the fact itself; null when there is none. */
export async function chainSlip(
  { host }: Pick<Hq, 'host'>,
  { store, kind, document }: AskedSlip,
  nameOf: (person: PersonId) => string,
) {
  const { read, codec } = host;
  const self = { ...host.self, store: store as StoreId };
  const found = await slipDocument({ read, codec, self }, { kind, document });
  if (found === null) return null;
  const register = 'register' in found.body ? found.body.register : '';
  const { settings, tenders } = await loadChainFacts(read, self.store, register);
  if (settings === null) return null;
  const { locale, currency, timeZone } = settings;
  const { number, at, copies } = found;
  const { kind: slipKind, blocks } = drawSlip(
    found,
    tenders,
  )({
    store: { ...settings, receipt: { ...settings.receipt, logo: await logoHere(host, settings) } },
    at,
    copy: 0,
    job: document.slice(-6),
    fiscal: [],
    nameOf,
    words: receiptWords[locale],
    format: receiptFormat({ locale, currency, timeZone }),
  });
  return { number, at, copies, slip: { kind: slipKind, blocks: structuredClone(blocks) as never[] } };
}

/** A store that was alone before may have one that lies at its registers only. */
async function logoHere({ read }: Pick<Hq['host'], 'read'>, { receipt: { logo } }: StoreSettings) {
  return logo !== null && (await pictureData(read, logo)) !== null ? logo : null;
}
