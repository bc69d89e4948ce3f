import type { ScaleRuleView } from '#shared/contract/back-office.ts';
import { placesOf } from '#shared/domain/barcode/scale-rule.ts';

/** Whether a rule's pattern can be read and has the value its kind speaks of. */
export const patternStands = ({ kind, pattern }: Pick<ScaleRuleView, 'kind' | 'pattern'>): boolean =>
  placesOf({ kind, pattern: pattern.trim() }).ok;
