import { type DomainError, refuse } from '../error.ts';
import { type Qty, qty } from '../numbers.ts';
import { checkQuantity } from '../quantity.ts';
import { err, type Result } from '../result.ts';
import { type BackContext, type BackStep, openOf, type SentAway, takingBack } from './take-back.ts';
import type { BackPlace, SentLine, TransferTakenBack } from './transfer.ts';

/**
 * What became of missing goods: they are back where they were sent from, whole or damaged, or lost. `received`: they were taken back,
 * and the other store has them after all.
 */
export const OUTCOMES = ['returned', 'damaged', 'lost', 'received'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export interface SettledLine {
  readonly line: number;
  readonly outcome: Outcome;
  readonly qty: Qty;
}

export interface Settlement {
  readonly lines: readonly SettledLine[];
  readonly note: string;
}

/**
 * A manager of the store that sent says what became of what the other store did not count in, or puts right what was taken back although
 * that store has it. Asks `stock.settle`, target the transfer. Refuses TRANSFER_EMPTY, LINE_NOT_FOUND, QUANTITY_*, TRANSFER_OPEN (more
 * is awaited there: it can be recalled), TRANSFER_EXCEEDED with `left` (more than stands open of a line), REASON_MISSING (for a loss),
 * RIGHT_MISSING, APPROVAL_NEEDED.
 */
export function decideSettlement(
  sent: SentAway,
  { lines, note }: Settlement,
  context: BackContext,
): Result<TransferTakenBack, DomainError> {
  if (lines.length === 0) return err(refuse('TRANSFER_EMPTY'));
  const said = new Map<string, number>();
  const steps: BackStep[] = [];
  for (const { line, outcome, qty: so } of lines) {
    const found = sent.lines.find((each) => each.line === line);
    if (found === undefined) return err(refuse('LINE_NOT_FOUND', { line }));
    const counted = checkQuantity(so, found.unit);
    if (!counted.ok) return counted;
    if (outcome !== 'received' && !sent.complete) return err(refuse('TRANSFER_OPEN'));
    const left = leftOf(sent, found, outcome);
    const key = `${line} ${outcome === 'received'}`;
    const sum = (said.get(key) ?? 0) + so;
    said.set(key, sum);
    if (sum > left) return err(refuse('TRANSFER_EXCEEDED', { name: found.name, left }));
    steps.push(
      ...(outcome === 'received'
        ? givenBack(sent, found, so)
        : [{ line: found, place: PLACES[outcome], back: so }]),
    );
  }
  if (note.trim() === '' && lines.some(({ outcome }) => outcome === 'lost'))
    return err(refuse('REASON_MISSING', { field: 'note' }));
  return takingBack(sent, { right: 'stock.settle', note, steps }, context);
}

const PLACES = { returned: 'SALEABLE', damaged: 'DAMAGED', lost: 'SCRAP' } as const satisfies Record<
  Exclude<Outcome, 'received'>,
  BackPlace
>;

const leftOf = (sent: SentAway, line: SentLine, outcome: Outcome): Qty =>
  outcome === 'received' ? openOf(sent, line).twice : openOf(sent, line).onWay;

/** Out of where it went: what was lost is the first to have turned up, then what is damaged, then what stands on the shelf. */
function givenBack(sent: SentAway, line: SentLine, so: Qty): BackStep[] {
  const places = sent.back.get(line.line)?.places;
  const steps: BackStep[] = [];
  let left: number = so;
  for (const place of ['SCRAP', 'DAMAGED', 'SALEABLE'] as const) {
    const part = Math.min(left, Math.max(0, places?.[place] ?? 0));
    left -= part;
    if (part > 0) steps.push({ line, place, back: qty(0 - part) });
  }
  return steps;
}
