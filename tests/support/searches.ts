import type { CategoryId } from '#shared/domain/ids.ts';
import { minor } from '#shared/domain/numbers.ts';
import { aProduct } from '../catalog/catalog-store.ts';

export const DAIRY = 'c-DAIRY' as CategoryId;
/** What a search looks through. */
export const SEARCHED = [
  aProduct('milk', { name: 'Whole Milk', barcodes: ['3017620422003'], category: DAIRY, price: minor(1290) }),
  aProduct('choc', { name: 'Chocolat au Lait, Crème Brûlée', barcodes: ['049000028911'], sku: 'CH-001' }),
  aProduct('noodle', { name: '康师傅红烧牛肉面105g', names: { en: 'Braised Beef Noodles' } }),
  aProduct('tea', { name: '绿茶 500ml', category: 'c-tea' as CategoryId }),
  aProduct('weiss', { name: 'Weißbier ÉTOILE' }),
  aProduct('off', { name: 'Milk of yesterday', active: false, barcodes: ['3017620422010'] }),
  aProduct('milk2', { name: 'Milk Chocolate', category: DAIRY }),
];

/** What is looked for, and what has to be found by either engine; the register puts its best sellers first. */
export const SEARCHES: readonly (readonly [what: string, text: string, found: readonly string[]])[] = [
  ['a word', 'milk', ['milk2', 'milk']],
  ['a prefix of one letter, best sellers first (面 is mian)', 'm', ['milk2', 'noodle', 'milk']],
  ['accents off', 'creme brulee', ['choc']],
  ['accents typed', 'CRÈME', ['choc']],
  ['ß as ss', 'weissb', ['weiss']],
  ['capitals with accents', 'etoile', ['weiss']],
  ['two words in any order', 'choc milk', ['milk2']],
  ['two prefixes', 'ch la', ['choc']],
  ['Han characters', '牛肉', ['noodle']],
  ['Han characters that do not follow each other', '红面', []],
  ['one Han character', '茶', ['tea']],
  ['full pinyin', 'kangshifu', ['noodle']],
  ['pinyin from the middle', 'niurou', ['noodle']],
  ['initials', 'ksf', ['noodle']],
  ['initials from the middle', 'hsnr', ['noodle']],
  ['ü typed v', 'lvcha', ['tea']],
  ['another language of the name', 'braised', ['noodle']],
  ['a part beside Han characters', '105', ['noodle']],
  ['full-width letters', 'ＭＩＬＫ', ['milk2', 'milk']],
  ['a barcode', '3017620422003', ['milk']],
  ['a UPC-A scanned as EAN-13', '0049000028911', ['choc']],
  ['a UPC-A scanned as GTIN-14', '00049000028911', ['choc']],
  ['a SKU', 'CH-001', ['choc']],
  ['what is switched off', '3017620422010', []],
  ['nonsense', 'qqxz', []],
  ['the syntax of the engine', '" OR words:*', []],
  ['marks only', '***', []],
];
