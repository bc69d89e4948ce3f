import type { KeptFact } from '#shared/contract/hq/chain-sales.ts';
import type { PlainKey, Translate } from '#shared/i18n/index.ts';

/** What a fact is, in the words of the shop; one this page does not know is called by its own name. */
export function factWords(type: string, t: Translate): string {
  const key = FACTS.get(type);
  return key === undefined ? type : t(key);
}

/** Why a fact is kept and not counted. What headquarters notes of it (`shared/link/hq/read-fact.ts`) is for machines. */
export function reasonWords({ state, reason }: Pick<KeptFact, 'state' | 'reason'>, t: Translate): string {
  if (reason === '') return '–';
  if (state === 'parked') return t('hq.kept.why.parked', { document: reason });
  if (state === 'unknown') return t('hq.kept.why.unknown', { version: reason });
  if (reason === 'revoked') return t('hq.kept.why.revoked');
  if (reason === 'the tables refused it') return t('hq.kept.why.tables');
  const field = /^body: (.*)$/s.exec(reason)?.[1];
  if (field !== undefined) return t('hq.kept.why.body', { field: field || '–' });
  return t('hq.kept.why.other', { said: reason.replace(/^projector: /, '') });
}

const FACTS: ReadonlyMap<string, PlainKey> = new Map<string, PlainKey>([
  ['sale.completed', 'hq.fact.sale'],
  ['sale.tender-corrected', 'hq.fact.tender'],
  ['return.accepted', 'hq.fact.return'],
  ['receipt.reprinted', 'hq.fact.reprint'],
  ['shift.opened', 'hq.fact.shiftOpened'],
  ['shift.closed', 'hq.fact.shiftClosed'],
  ['cash.moved', 'hq.fact.cash'],
  ['drawer.opened', 'hq.fact.drawer'],
  ['stock.opened', 'hq.fact.stock'],
  ['transfer.dispatched', 'hq.fact.dispatched'],
  ['transfer.received', 'hq.fact.received'],
  ['transfer.recalled', 'hq.fact.takenBack'],
  ['transfer.settled', 'hq.fact.settled'],
  ['ticket.parked', 'hq.fact.parked'],
  ['ticket.recalled', 'hq.fact.recalled'],
  ['ticket.voided', 'hq.fact.voided'],
  ['epoch.started', 'hq.fact.epoch'],
]);
