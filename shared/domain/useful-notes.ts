import { changeIn } from './change.ts';
import { type Minor, minor } from './numbers.ts';

const SUGGESTIONS = 3;

/**
 * What a customer is likely to hand over for `due`: the exact amount first, then at most three larger sums made of few
 * notes, ascending and without repeats. Nothing for a due of 0 or less but the exact amount.
 *
 * @example usefulNotes(11030, CNY) → [11030, 12000, 15000, 20000]
 */
export function usefulNotes(due: Minor, denominations: readonly Minor[]): Minor[] {
  if (due <= 0) return [due];
  const sums = new Set(denominations.map((value) => Math.ceil(due / value) * value));
  const larger = [...sums]
    .filter((amount) => amount > due)
    .map((amount) => ({ amount, pieces: piecesOf(minor(amount), denominations) }))
    .sort((a, b) => a.pieces - b.pieces || a.amount - b.amount)
    .slice(0, SUGGESTIONS)
    .map(({ amount }) => minor(amount))
    .sort((a, b) => a - b);
  return [due, ...larger];
}

const piecesOf = (amount: Minor, denominations: readonly Minor[]): number =>
  changeIn(amount, denominations).pieces.reduce((count, piece) => count + piece.count, 0);
