import { IconBarcode } from '@tabler/icons-react';
import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useLayoutEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { EmptyState } from '#renderer/ui/notice.tsx';
import { useT } from '#renderer/ui/words.tsx';
import type { TicketLineView } from '#shared/contract/tickets.ts';
import { counter, lineOf, ticketOf } from './counter.ts';
import { TicketLine } from './ticket-line.tsx';
import styles from './ticket-pane.module.css';

const HEIGHT = 61;
const CHOSEN_HEIGHT = 127;
const NO_LINES: readonly TicketLineView[] = [];

/** The lines of the chosen ticket, the newest last; two hundred scroll like ten. */
export function TicketLines(): ReactNode {
  const t = useT();
  const known = useStore(counter, (state) => state.known);
  const lines = useStore(counter, (state) => ticketOf(state)?.lines ?? NO_LINES);
  const chosen = useStore(counter, (state) => lineOf(state)?.line ?? null);
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    getItemKey: (index) => {
      const line = lines[index]?.line ?? index;
      return line === chosen ? `${line} chosen` : line;
    },
    estimateSize: (index) => (lines[index]?.line === chosen ? CHOSEN_HEIGHT : HEIGHT),
    overscan: 4,
  });
  const at = lines.findIndex(({ line }) => line === chosen);
  useLayoutEffect(() => {
    // Asked of what is known already: scrolling would have the page laid out twice before the next frame.
    if (at !== -1 && !isInSight(virtual, at)) virtual.scrollToIndex(at);
  }, [virtual, at]);
  if (lines.length === 0)
    return (
      <div className={styles['scroller']} ref={scroller}>
        {known ? <EmptyState icon={IconBarcode} title={t('sell.empty')} hint={t('sell.emptyHint')} /> : null}
      </div>
    );
  return (
    <div className={styles['scroller']} ref={scroller} tabIndex={-1}>
      <ol className={styles['list']} style={{ height: virtual.getTotalSize() }} aria-label={t('sell.lines')}>
        {virtual.getVirtualItems().map((item) => {
          const line = lines[item.index];
          if (line === undefined) return null;
          return (
            <TicketLine
              // The chosen row goes on living when another line is chosen: its editor is drawn once, not at every scan.
              key={line.line === chosen ? 'chosen' : line.line}
              line={line}
              index={item.index}
              top={item.start}
              selected={line.line === chosen}
              measure={line.line === chosen ? virtual.measureElement : undefined}
            />
          );
        })}
      </ol>
    </div>
  );
}

function isInSight(virtual: Virtualizer<HTMLDivElement, Element>, index: number): boolean {
  const place = virtual.measurementsCache[index];
  const from = virtual.scrollOffset;
  const height = virtual.scrollRect?.height;
  if (place === undefined || from === null || height === undefined) return false;
  return place.start >= from && place.end <= from + height;
}
