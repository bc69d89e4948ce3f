import { IconMinus, IconPlus } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { useKeyCaps } from '#renderer/commands/use-actions.ts';
import { SegmentedControl } from '#renderer/ui/choice.tsx';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { KeyCap } from '#renderer/ui/key-cap.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import type { SaleView } from '#shared/contract/sales.ts';
import { CONDITIONS, type Condition } from '#shared/domain/returns/return-accepted.ts';
import { STEP } from '../brought-back.ts';
import { condition } from '../return-keys.ts';
import styles from './return-line.module.css';

interface ReturnLineProps {
  readonly line: SaleView['lines'][number];
  /** Thousandths that come back now. */
  readonly qty: number;
  readonly condition: Condition;
  readonly chosen: boolean;
  readonly onChoose: () => void;
  readonly onQty: (qty: number) => void;
  readonly onCondition: (condition: Condition) => void;
}

/** One line of the sale: what is left of it, how many come back, and in which condition. */
export function ReturnLine(props: ReturnLineProps): ReactNode {
  const { line, qty, chosen } = props;
  const t = useT();
  const { amount, quantity, quantityOf } = useFormats();
  const [cap] = useKeyCaps(condition);
  const item = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (chosen) item.current?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  const gone = line.returnable === 0;
  return (
    <li ref={item} className={styles['item']} data-chosen={chosen} data-back={qty > 0} data-gone={gone}>
      <div className={styles['row']}>
        {/* The whole left side is the target: a touch takes the line back whole, another gives it up. */}
        <button
          type="button"
          className={styles['what']}
          disabled={gone}
          aria-pressed={qty > 0}
          onClick={() => {
            props.onChoose();
            props.onQty(qty === line.returnable ? 0 : line.returnable);
          }}
        >
          <span className={styles['name']}>{line.name}</span>
          <span className={styles['left']}>
            {gone
              ? t('returns.allBack', { sold: quantityOf(line.qty, line.unit) })
              : line.returned === 0
                ? t('returns.sold', { sold: quantityOf(line.qty, line.unit) })
                : t('returns.left', {
                    left: quantityOf(line.returnable, line.unit),
                    sold: quantityOf(line.qty, line.unit),
                  })}
            {' · '}
            {amount(line.gross)}
          </span>
        </button>
        {gone ? null : (
          <div className={styles['stepper']}>
            <IconButton
              icon={IconMinus}
              label={t('returns.less', { name: line.name })}
              disabled={qty === 0}
              onPress={() => props.onQty(qty - STEP)}
            />
            <output className={styles['qty']} aria-label={t('returns.qtyOf', { name: line.name })}>
              {quantity(qty)}
            </output>
            <IconButton
              icon={IconPlus}
              label={t('returns.more', { name: line.name })}
              disabled={qty >= line.returnable}
              onPress={() => props.onQty(qty + STEP)}
            />
          </div>
        )}
      </div>
      {qty === 0 ? null : (
        <div className={styles['condition']}>
          <SegmentedControl
            label={t('returns.conditionOf', { name: line.name })}
            value={props.condition}
            onChange={props.onCondition}
            options={CONDITIONS.map((value) => ({ value, label: t(`returns.condition.${value}`) }))}
          />
          {chosen && cap !== undefined ? <KeyCap>{cap}</KeyCap> : null}
          <span className="dim">{t(`returns.condition.${props.condition}.hint`)}</span>
        </div>
      )}
    </li>
  );
}
