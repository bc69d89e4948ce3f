import type { ChangeTrial, ProductAction } from '#shared/contract/catalog.ts';
import type { Formats } from '#shared/format/index.ts';
import type { Translate } from '#shared/i18n/index.ts';
import type { CatalogWords } from './use-catalog-words.ts';

interface Speech {
  readonly t: Translate;
  readonly formats: Formats;
  readonly words: CatalogWords;
}

/** What was done, in a few words: `price +5%`. */
export function actionWords(action: ProductAction, { t, formats, words }: Speech): string {
  switch (action.kind) {
    case 'active':
      return t(action.active ? 'products.did.on' : 'products.did.off');
    case 'category':
      return t('products.did.department', { name: departmentName(action.category, { t, words }) });
    case 'tax-class':
      return t('products.did.taxClass', { name: words.taxClassName(action.taxClass) });
    case 'min-stock':
      return action.minStock === null
        ? t('products.did.noMinStock')
        : t('products.did.minStock', { least: formats.quantity(action.minStock) });
    case 'price-share':
      return t('products.did.price', { by: signed(action.share, formats.rate) });
    case 'price-amount':
      return t('products.did.price', { by: formats.difference(action.amount) });
  }
}

const signed = (value: number, write: (value: number) => string): string =>
  `${value < 0 ? '−' : '+'}${write(Math.abs(value))}`;

type Facts = ChangeTrial['examples'][number]['before'];

/** The one thing about a product that an action changes. */
export function valueWords(
  product: Facts,
  kind: ProductAction['kind'],
  { t, formats, words }: Speech,
): string {
  switch (kind) {
    case 'active':
      return t(product.active ? 'products.stateActive' : 'products.stateOff');
    case 'category':
      return departmentName(product.category, { t, words });
    case 'tax-class':
      return words.taxClassName(product.taxClass);
    case 'min-stock':
      return product.minStock === null ? '–' : formats.quantityOf(product.minStock, product.unit);
    case 'price-share':
    case 'price-amount':
      return formats.amount(product.price);
  }
}

const departmentName = (id: string | null, { t, words }: Pick<Speech, 't' | 'words'>): string =>
  id === null ? t('products.noDepartment') : words.categoryName(id);
