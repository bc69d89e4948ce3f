import { IconMinus, IconPlus } from '@tabler/icons-react';
import { memo, type ReactNode, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { commands } from '#renderer/commands/registry.ts';
import { ActionButton } from '#renderer/ui/action-button.tsx';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import type { TicketLineView } from '#shared/contract/tickets.ts';
import { parseDecimal } from '#shared/format/index.ts';
import { counter } from './counter.ts';
import { discountLine, noteLine, priceLine, removeLine } from './line-actions.tsx';
import { askQuantity, changeQuantity } from './line-quantity.tsx';
import { quantityFocus } from './quantity-focus.ts';
import styles from './ticket-pane.module.css';

/** What can be done to the chosen line, on the line itself. */
export function LineEditor({ line }: { readonly line: TicketLineView }): ReactNode {
  const t = useT();
  const fixed = line.fixedAmount !== null;
  const fail = (failure: unknown): void =>
    commands.getState().onFailure(failure, {
      id: 'sell.quantity',
      name: 'action.quantity',
      icon: IconPlus,
      scope: 'sell',
      keys: [],
    });
  const step = (by: number): void => {
    changeQuantity(line, (now) => Math.max(1000, now + by)).catch(fail);
  };
  return (
    <div className={styles['editor']}>
      <IconButton
        icon={IconMinus}
        label={t('common.decrease')}
        disabled={fixed || line.qty <= 1000}
        onPress={() => step(-1000)}
      />
      <QuantityInput key={line.line} line={line} fail={fail} />
      <IconButton icon={IconPlus} label={t('common.increase')} disabled={fixed} onPress={() => step(1000)} />
      <LineButtons />
    </div>
  );
}

/** The same whatever the line. */
const LineButtons = memo(function LineButtons(): ReactNode {
  return (
    <>
      <ActionButton action={priceLine} className={styles['stacked']} />
      <ActionButton action={discountLine} className={styles['stacked']} />
      <ActionButton action={noteLine} className={styles['stacked']} />
      <ActionButton action={removeLine} className={styles['stacked']} variant="danger" />
    </>
  );
});

interface QuantityInputProps {
  readonly line: TicketLineView;
  readonly fail: (failure: unknown) => void;
}

/** Typed by keyboard in place; a finger opens the number pad. Enter takes it, Esc leaves it as it was. */
function QuantityInput({ line, fail }: QuantityInputProps): ReactNode {
  const t = useT();
  const { quantity } = useFormats();
  const [typed, setTyped] = useState<string | null>(null);
  const [field, setField] = useState<HTMLInputElement | null>(null);
  const { turn } = useStore(quantityFocus);
  const [seen] = useState(turn);
  const fixed = line.fixedAmount !== null;
  useEffect(() => {
    if (turn === seen || field === null) return;
    field.focus();
    field.select();
  }, [turn, seen, field]);
  useEffect(() => () => counter.setState({ editing: false }), []);
  const leave = (): void => {
    setTyped(null);
    field?.blur();
  };
  const take = (): void => {
    const value = typed === null ? null : parseDecimal(typed, 3);
    leave();
    if (value !== null && value !== line.qty) changeQuantity(line, () => value).catch(fail);
  };
  return (
    <input
      ref={setField}
      className={styles['qtyField']}
      aria-label={t('action.quantity')}
      data-testid="line-quantity"
      value={typed ?? quantity(line.qty).replaceAll(',', '')}
      inputMode="none"
      autoComplete="off"
      maxLength={11}
      readOnly={fixed}
      tabIndex={-1}
      onPointerDown={(event) => {
        if (fixed || document.activeElement === field) return;
        event.preventDefault();
        askQuantity(line).catch(fail);
      }}
      onFocus={() => counter.setState({ editing: true, line: line.line })}
      onBlur={() => {
        counter.setState({ editing: false });
        setTyped(null);
      }}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') take();
        else if (event.key === 'Escape') leave();
        else return;
        event.preventDefault();
      }}
    />
  );
}
