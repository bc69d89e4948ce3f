import type { KeyboardEvent } from 'react';

interface GridKeys {
  readonly count: number;
  /** The row the keys start from; −1: none yet. */
  readonly at: number;
  readonly pageSize: number;
  readonly move: (index: number, extend: boolean) => void;
  readonly open: (index: number) => void;
  readonly pick?: (index: number) => void;
  readonly pickAll?: () => void;
  /** Only where something is picked: Esc goes on to the page otherwise. */
  readonly pickNone?: () => void;
}

/** Travel by keys: ↑ ↓, page, home and end; Shift extends the choice, Space picks, Ctrl+A picks all, Esc none, Enter opens. */
export function useGridKeys(grid: GridKeys): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.target instanceof HTMLInputElement && event.key === ' ') return;
    const run = commandOf(event, grid);
    if (run === null) return;
    event.preventDefault();
    event.stopPropagation();
    run();
  };
}

function commandOf(event: KeyboardEvent, grid: GridKeys): (() => void) | null {
  const { at } = grid;
  const last = grid.count - 1;
  const to = (index: number) => () => grid.move(Math.min(last, Math.max(0, index)), event.shiftKey);
  switch (event.key) {
    case 'ArrowDown':
      return to(at + 1);
    case 'ArrowUp':
      return to(at - 1);
    case 'PageDown':
      return to(at + grid.pageSize);
    case 'PageUp':
      return to(at - grid.pageSize);
    case 'Home':
      return to(0);
    case 'End':
      return to(last);
    case 'Enter':
      return at === -1 ? null : () => grid.open(at);
    case ' ':
      return at === -1 || grid.pick === undefined ? null : () => grid.pick?.(at);
    case 'a':
      return (event.ctrlKey || event.metaKey) && grid.pickAll !== undefined ? grid.pickAll : null;
    case 'Escape':
      return grid.pickNone ?? null;
    default:
      return null;
  }
}
