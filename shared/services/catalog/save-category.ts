import type { Category } from '#shared/domain/catalog/product.ts';
import { checkCategory } from '#shared/domain/catalog/tax-class-draft.ts';
import { type DomainError, refuse } from '#shared/domain/error.ts';
import type { CategoryId } from '#shared/domain/ids.ts';
import { authorize } from '#shared/domain/people/authorize.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { categoryChanged } from '#shared/journal/entries/catalog.ts';
import type { By } from '../journal/by.ts';
import type { Host } from '../journal/host.ts';
import { checkedFact } from '../settings/checked-fact.ts';

export interface CategoryInput {
  /** null: a new category. */
  readonly category: CategoryId | null;
  readonly value: Omit<Category, 'id'>;
}

/** Adds or changes a category. Refuses RIGHT_MISSING, NAME_MISSING, CODE_TAKEN for a name in use, NOT_FOUND. */
export const saveCategory =
  (host: Host) =>
  ({ command, actor, approvals }: By, input: CategoryInput): Promise<Result<Category, DomainError>> =>
    host.commitChain(command, async () => {
      const id = input.category ?? (command.id as CategoryId);
      const may = authorize(actor, 'catalog.edit', { target: id, amount: null }, approvals);
      if (!may.ok) return may;
      const { categories, taxClasses } = host.chain();
      const checked = checkCategory(input.value);
      if (!checked.ok) return checked;
      const { name } = checked.value;
      if (input.category !== null && !categories.has(id))
        return err(refuse('NOT_FOUND', { what: 'category', id }));
      if (!taxClasses.has(input.value.taxClass)) return err(refuse('NOT_FOUND', { what: 'tax-class' }));
      const same = [...categories.values()].find((c) => c.id !== id && c.active && isSameName(c.name, name));
      if (same && input.value.active) return err(refuse('CODE_TAKEN', { code: name }));
      const category: Category = { ...checked.value, id };
      const entry = checkedFact(categoryChanged, { category });
      return entry.ok ? ok({ entry: entry.value, answer: category }) : entry;
    });

/** Names of categories and tax classes are compared as people read them. */
export const isSameName = (a: string, b: string): boolean =>
  a.trim().normalize('NFKC').toLowerCase() === b.trim().normalize('NFKC').toLowerCase();
