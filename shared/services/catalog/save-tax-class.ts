import type { TaxClass } from '#shared/domain/catalog/product.ts';
import { checkTaxClass } from '#shared/domain/catalog/tax-class-draft.ts';
import { type DomainError, refuse } from '#shared/domain/error.ts';
import type { TaxClassId } from '#shared/domain/ids.ts';
import { authorize } from '#shared/domain/people/authorize.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { taxClassChanged } from '#shared/journal/entries/catalog.ts';
import type { By } from '../journal/by.ts';
import type { ChainFacts } from '../journal/chain-facts.ts';
import type { Host } from '../journal/host.ts';
import { query } from '../journal/query.ts';
import { checkedFact } from '../settings/checked-fact.ts';

export interface TaxClassInput {
  /** null: a new tax class. */
  readonly taxClass: TaxClassId | null;
  readonly value: Omit<TaxClass, 'id'>;
}

/**
 * Adds or changes a tax class; sales keep the rates they were made with. Refuses RIGHT_MISSING, NOT_FOUND, as `checkTaxClass`,
 * CODE_TAKEN for a letter in use, and IN_USE when it is switched off while a product or category still has it.
 */
export const saveTaxClass =
  (host: Host) =>
  ({ command, actor, approvals }: By, input: TaxClassInput): Promise<Result<TaxClass, DomainError>> =>
    host.commitChain(command, async (state) => {
      const id = input.taxClass ?? (command.id as TaxClassId);
      const may = authorize(actor, 'settings.edit', { target: id, amount: null }, approvals);
      if (!may.ok) return may;
      const facts = host.chain();
      const checked = checkTaxClass(input.value);
      if (!checked.ok) return checked;
      const taxClass: TaxClass = { ...checked.value, id };
      if (input.taxClass !== null && !facts.taxClasses.has(id))
        return err(refuse('NOT_FOUND', { what: 'tax-class', id }));
      if (taxClass.active && isLetterTaken(facts, taxClass))
        return err(refuse('CODE_TAKEN', { code: taxClass.letter }));
      if (!taxClass.active) {
        const product = await state.read.first(productOf, { id });
        const category = [...facts.categories.values()].find((c) => c.active && c.taxClass === id);
        const user = product ?? category;
        if (user) return err(refuse('IN_USE', { name: user.name }));
      }
      const entry = checkedFact(taxClassChanged, { taxClass });
      return entry.ok ? ok({ entry: entry.value, answer: taxClass }) : entry;
    });

const isLetterTaken = ({ taxClasses }: ChainFacts, { id, letter }: TaxClass): boolean =>
  [...taxClasses.values()].some((t) => t.id !== id && t.active && t.letter === letter);

const productOf = query<{ id: string }, { name: string }>((db, param) =>
  db
    .selectFrom('product')
    .select('name')
    .where('tax_class', '=', param('id'))
    .where('active', '=', 1)
    .where('withdrawn', '=', 0)
    .limit(1),
);
