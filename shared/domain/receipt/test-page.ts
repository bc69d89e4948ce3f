import { minor } from '../numbers.ts';
import type { ReceiptContext } from './context.ts';
import { type Block, banner, centered, pair, type ReceiptDocument, rule, space, text } from './document.ts';
import { foot, head } from './frame.ts';

/**
 * The printer's self-test: a ruler as wide as the paper is set, every size and weight, accents, Chinese,
 * the currency sign and a barcode, so that a wrong width or a missing font shows at a glance.
 */
export function testPage(columns: number, context: ReceiptContext): ReceiptDocument {
  const { words, format, at } = context;
  return {
    kind: 'self-test',
    blocks: [
      ...head(context),
      space,
      banner(words.selfTest),
      centered(format.dateTime(at)),
      text(words.testHint),
      rule,
      text(words.testColumns(columns)),
      text(ruler(columns)),
      ...SAMPLES.map(([left, amount]): Block => pair(left, format.amount(minor(amount)))),
      pair(words.total, format.money(minor(123_456_789)), { bold: true, size: 'double' }),
      text('Bold 粗体', { bold: true }),
      text('Tall 高', { size: 'tall' }),
      text('Large 大', { size: 'double' }),
      text('Reverse 反白', { inverse: true }),
      rule,
      ...foot(context, 'MALLARD-TEST'),
    ],
  };
}

const ruler = (columns: number): string =>
  Array.from({ length: columns }, (_, at) => ((at + 1) % 10 === 0 ? String(((at + 1) / 10) % 10) : '.')).join(
    '',
  );

/** Pairs the eye can check: the figures must stand in one column. */
const SAMPLES: readonly (readonly [string, number])[] = [
  ['Whole milk 1 L', 650],
  ['有机苹果 500g', 1250],
  ['Crème brûlée, Käse, piñata', 990],
];
