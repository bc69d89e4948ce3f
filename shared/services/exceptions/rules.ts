import { negative } from './negative.ts';
import { numberTwice } from './number-twice.ts';
import { receivedTwice } from './received-twice.ts';
import { returnedMore } from './returned-more.ts';
import type { Rule } from './rule.ts';
import { soldTwice } from './sold-twice.ts';
import { takenBackTwice } from './taken-back-twice.ts';
import { zDiffers } from './z-differs.ts';

/** Every rule over the facts of a store. The clocks of devices are judged by `skewOf`, for they are nobody's facts. */
export const RULES: readonly Rule[] = [
  negative,
  returnedMore,
  numberTwice,
  soldTwice,
  receivedTwice,
  takenBackTwice,
  zDiffers,
];
