import type { MouseEvent } from 'react';

/**
 * At the till a pressed button must not take the focus: it belongs to search, and Enter would press the button again.
 * In the back office buttons behave as everywhere.
 */
export function keepFocus(event: MouseEvent<HTMLElement>): void {
  const density = event.currentTarget.closest<HTMLElement>('[data-density]')?.dataset['density'];
  if (density !== 'compact') event.preventDefault();
}
