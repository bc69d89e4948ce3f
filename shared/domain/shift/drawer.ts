import { type DomainError, refuse } from '../error.ts';
import { err, ok, type Result } from '../result.ts';

/**
 * Where a drawer stands for whoever asks: counting stops selling until the shift is closed or the count is given up; where a
 * drawer is one person's responsibility, everybody else finds it `of-another`.
 */
export type DrawerState = 'open' | 'counting' | 'closed' | 'of-another';

/** Whether money may move through the drawer. Refuses SHIFT_CLOSED, DRAWER_COUNTING and SHIFT_OF_ANOTHER. */
export function checkDrawer(drawer: DrawerState): Result<null, DomainError> {
  if (drawer === 'closed') return err(refuse('SHIFT_CLOSED'));
  if (drawer === 'of-another') return err(refuse('SHIFT_OF_ANOTHER'));
  return drawer === 'counting' ? err(refuse('DRAWER_COUNTING')) : ok(null);
}
