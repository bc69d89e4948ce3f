import { memo, type ReactNode } from 'react';
import { keepFocus } from '#renderer/ui/press.ts';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import type { TicketLineView } from '#shared/contract/tickets.ts';
import { unitSymbol } from '#shared/format/index.ts';
import { chooseLine } from './counter.ts';
import { LineEditor } from './line-editor.tsx';
import styles from './ticket-pane.module.css';

interface TicketLineProps {
  readonly line: TicketLineView;
  readonly index: number;
  /** Pixels from the start of the list. */
  readonly top: number;
  readonly selected: boolean;
  readonly measure: ((element: Element | null) => void) | undefined;
}

/** One line: how many, what, how much; the chosen one can be changed in place. */
export const TicketLine = memo(function TicketLine(props: TicketLineProps): ReactNode {
  const { line, selected } = props;
  const t = useT();
  const { amount, quantity } = useFormats();
  const weighed = line.unit !== 'piece';
  return (
    <li
      ref={props.measure}
      className={styles['line']}
      data-index={props.index}
      data-line={line.line}
      data-selected={selected}
      aria-current={selected ? 'true' : undefined}
      style={{ transform: `translateY(${props.top}px)` }}
    >
      <button
        type="button"
        className={styles['face']}
        tabIndex={-1}
        title={line.name}
        onMouseDown={keepFocus}
        onClick={() => chooseLine(line.line)}
      >
        <span className={styles['qty']}>
          {weighed ? quantity(line.qty) : t('sell.times', { count: quantity(line.qty) })}
        </span>
        <span>
          <span className={styles['name']}>{line.name}</span>
          <Hint line={line} />
        </span>
        <span className={styles['amount']}>{amount(line.amount - line.lineDiscount)}</span>
      </button>
      {selected ? <LineEditor line={line} /> : null}
    </li>
  );
});

/** Price and what was done to it, in one row. */
function Hint({ line }: { readonly line: TicketLineView }): ReactNode {
  const t = useT();
  const { amount, rate } = useFormats();
  const price =
    line.unit === 'piece'
      ? t('sell.each', { price: amount(line.price) })
      : t('sell.perUnit', { price: amount(line.price), unit: unitSymbol(line.unit) });
  const extras = [
    line.source === 'scale-label' ? t('sell.scaleLabel') : null,
    line.source === 'open-price' ? t('sell.openPriced') : null,
    line.note === '' ? null : line.note,
    line.barcode !== null && line.source === 'scan' ? line.barcode : null,
  ].filter((text) => text !== null);
  return (
    <span className={styles['hint']}>
      {line.fixedAmount === null ? price : t('sell.labelPrice')}
      {line.price === line.listPrice ? null : (
        <span className={styles['changed']}> · {t('sell.wasPrice', { price: amount(line.listPrice) })}</span>
      )}
      {line.lineDiscount === 0 ? null : (
        <span className={styles['less']}>
          {' '}
          {line.discount?.kind === 'percent' ? `−${rate(line.discount.rate)} ` : null}
          {amount(-line.lineDiscount)}
          {line.discount?.reason ? ` (${line.discount.reason})` : null}
        </span>
      )}
      {extras.map((text) => ` · ${text}`)}
    </span>
  );
}
