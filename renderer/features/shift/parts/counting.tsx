import { type ReactNode, useState } from 'react';
import { AmountText } from '#renderer/ui/amount-text.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Pane } from '#renderer/ui/layout.tsx';
import { NumberPad } from '#renderer/ui/number-pad.tsx';
import { useT } from '#renderer/ui/words.tsx';
import { CountLines, focusLine, pressLine } from '../../cash/count-lines.tsx';
import { type CountField, totalOf } from '../../cash/count-sheet.ts';
import type { Texts } from '../../cash/use-kept.ts';
import styles from './counting.module.css';

interface CountingProps {
  readonly head: ReactNode;
  readonly cash: readonly CountField[];
  /** Other ways of paying that are declared. */
  readonly others?: readonly CountField[];
  readonly typed: Texts;
  readonly onTyped: (typed: Texts) => void;
  readonly totalLabel: string;
  /** Below the number pad: what else must be chosen, and the button. */
  readonly children: ReactNode;
  /** Between head and lines: what must be known first. */
  readonly notice?: ReactNode;
}

/** Counting a drawer: the lines on the left, the sum in very large type and a number pad on the right. */
export function Counting(props: CountingProps): ReactNode {
  const { cash, others = [], typed, onTyped } = props;
  const t = useT();
  const [active, setActive] = useState<string | null>(cash[0]?.id ?? null);
  const all = [...cash, ...others];
  const field = all.find(({ id }) => id === active);
  const lines = { typed, onTyped, active, onActive: setActive };
  return (
    <div className={styles['screen']}>
      <Pane header={props.head}>
        <div className={styles['sheet']}>
          {props.notice}
          <p className="dim">{t('cash.countHint')}</p>
          <CountLines {...lines} fields={cash} columns={2} label={t('cash.notesAndCoins')} />
          {others.length === 0 ? null : (
            <section className={styles['others']}>
              <h2>{t('shift.otherWays')}</h2>
              <p className="dim">{t('shift.otherWaysHint')}</p>
              <CountLines {...lines} fields={others} label={t('shift.otherWays')} />
            </section>
          )}
        </div>
      </Pane>
      <Pane surface="card" body="fixed" className={styles['side']}>
        <div className={styles['total']}>
          <span className="dim">{props.totalLabel}</span>
          <output aria-label={props.totalLabel}>
            <AmountText minor={totalOf(cash, typed)} as="money" size="total" />
          </output>
        </div>
        <NumberPad
          decimals={field?.rules.decimals ?? 0}
          onKey={(key) => onTyped(pressLine(typed, field, key))}
        >
          <Button onPress={() => focusLine(active, 1)}>{t('cash.nextLine')}</Button>
        </NumberPad>
        {props.children}
      </Pane>
    </div>
  );
}
