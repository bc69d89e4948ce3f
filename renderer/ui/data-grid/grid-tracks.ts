import type { CSSProperties } from 'react';
import type { GridColumn } from './grid-model.ts';

const CHECK = 36;
/** A column that shares what is left is at least so wide, px. */
const SHARING = 160;

/**
 * Widths of the columns, and the least a row takes. Each row is a grid of its own, so a long text must never widen one:
 * below the least the grid scrolls sideways.
 */
export function tracksOf<Row>(columns: readonly GridColumn<Row>[], selectable: boolean): CSSProperties {
  const tracks = columns.map(({ width }) =>
    width === undefined ? `minmax(${SHARING}px, 1fr)` : `${width}px`,
  );
  const least = columns.reduce((sum, { width }) => sum + (width ?? SHARING), selectable ? CHECK : 0);
  return {
    '--columns': [...(selectable ? [`${CHECK}px`] : []), ...tracks].join(' '),
    '--least': `${least}px`,
  } as CSSProperties;
}
