import type { PlainKey, Translate } from '#shared/i18n/index.ts';
import type { Texts } from '../cash/use-kept.ts';
import type { Problems } from './own-draft.ts';

/** What each step is given: the answers so far, how to change them, and what is wrong once it was said to be done. */
export interface StepProps {
  readonly texts: Texts;
  readonly onTexts: (texts: Texts) => void;
  readonly problems: Problems;
}

/** The words of a field's problem, for its error line. */
export const problemText = (problem: PlainKey | undefined, t: Translate): string | undefined =>
  problem === undefined ? undefined : t(problem);

/** After the errors are drawn, the first field that has one. */
export function focusFirstProblem(): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
}
