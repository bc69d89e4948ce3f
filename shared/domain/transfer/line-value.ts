import { mulDiv } from '../money.ts';
import { type Micro, micro, type Qty } from '../numbers.ts';
import type { SentLine } from './transfer.ts';

/** Of the value a line was sent with, the share of so much of it: cumulative, so that the parts sum to the whole. */
export const shareOf = (line: Pick<SentLine, 'value' | 'qty'>, part: Qty): Micro =>
  micro(mulDiv(line.value, part, line.qty));
