import { type DomainError, refuse } from '../error.ts';
import { RATE_ONE } from '../numbers.ts';
import { err, ok, type Result } from '../result.ts';
import type { Category, TaxClass } from './product.ts';

const MAX_RATES = 8;

/** Whether a tax class may stand: a name, a letter of one or two characters, rates of 0–100 %. NAME_MISSING, SETTING_INVALID. */
export function checkTaxClass(draft: Omit<TaxClass, 'id'>): Result<Omit<TaxClass, 'id'>, DomainError> {
  const name = draft.name.trim();
  const letter = draft.letter.trim();
  if (name === '') return err(refuse('NAME_MISSING', { field: 'name' }));
  if (!/^[\p{L}\p{N}*]{1,2}$/u.test(letter)) return err(refuse('SETTING_INVALID', { field: 'letter' }));
  const sound = draft.rates.every(({ rate }) => Number.isSafeInteger(rate) && rate >= 0 && rate <= RATE_ONE);
  if (!sound || draft.rates.length > MAX_RATES) return err(refuse('SETTING_INVALID', { field: 'rates' }));
  return ok({ ...draft, name, letter });
}

/** Whether a department may stand: a name, and a place among the tabs. NAME_MISSING, SETTING_INVALID. */
export function checkCategory(draft: Omit<Category, 'id'>): Result<Omit<Category, 'id'>, DomainError> {
  const name = draft.name.trim();
  if (name === '') return err(refuse('NAME_MISSING', { field: 'name' }));
  return Number.isSafeInteger(draft.sort)
    ? ok({ ...draft, name })
    : err(refuse('SETTING_INVALID', { field: 'sort' }));
}
