import { type ReactNode, useState } from 'react';
import { Button } from '#renderer/ui/button.tsx';
import { Chip } from '#renderer/ui/chip.tsx';
import { SegmentedControl } from '#renderer/ui/choice.tsx';
import type { Answer } from '#renderer/ui/dialogs.tsx';
import { TextField } from '#renderer/ui/field.tsx';
import { Row, Stack } from '#renderer/ui/layout.tsx';
import { moneyEntry } from '#renderer/ui/number-entry.ts';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import type { TicketLineView, TicketView } from '#shared/contract/tickets.ts';
import { discountOf } from '#shared/domain/discount.ts';
import { type Minor, minor, rate as rateOf } from '#shared/domain/numbers.ts';
import { NumberDialog } from './number-dialog.tsx';

export type Discount = NonNullable<TicketView['discount']>;
export interface DiscountAnswer {
  readonly on: 'line' | 'ticket';
  /** null takes the discount away. */
  readonly discount: Discount | null;
}

interface DiscountDialogProps {
  readonly ticket: TicketView;
  readonly line: TicketLineView | null;
  readonly start: DiscountAnswer['on'];
  readonly answer: Answer<DiscountAnswer>;
}

const PERCENTS = [5, 10, 20, 30, 50] as const;
const PERCENT = 10_000;

/** Percent or an amount off one line or the whole ticket; says what it comes to before it is given. */
export function DiscountDialog({ ticket, line, start, answer }: DiscountDialogProps): ReactNode {
  const t = useT();
  const { money, place, rate } = useFormats();
  const [on, setOn] = useState<DiscountAnswer['on']>(line === null ? 'ticket' : start);
  const [kind, setKind] = useState<'percent' | 'amount'>('percent');
  const [reason, setReason] = useState('');
  const subject = on === 'line' && line !== null ? line : ticket;
  const base =
    'line' in subject
      ? subject.amount
      : ticket.lines.reduce((sum, { amount, lineDiscount }) => sum + amount - lineDiscount, 0);
  const make = (value: number) =>
    kind === 'percent'
      ? { kind, rate: rateOf((value * PERCENT) / 100), reason: reason.trim() }
      : { kind, amount: minor(value), reason: reason.trim() };
  const most = kind === 'percent' ? 100 * 100 : base;
  const off = (value: number): Minor => discountOf(minor(base), make(value));
  const ready = (value: number | null): boolean => value !== null && value > 0 && value <= most;
  return (
    <NumberDialog
      entry={kind}
      title={t('action.discount')}
      rules={kind === 'percent' ? { decimals: 2, digits: 3 } : moneyEntry(place.currency.exponent)}
      unit={kind === 'percent' ? '%' : place.currency.code}
      onClose={() => answer(null)}
      onValue={(value) => answer({ on, discount: make(value) })}
      confirm={(value) => ({
        label:
          value !== null && ready(value)
            ? t('sell.giveDiscount', { amount: money(off(value)) })
            : t('common.ok'),
        ready: ready(value),
      })}
      aside={
        <Stack>
          {line === null ? null : (
            <SegmentedControl
              label={t('sell.discountOn')}
              value={on}
              onChange={setOn}
              options={[
                { value: 'line', label: t('sell.thisLine') },
                { value: 'ticket', label: t('sell.wholeTicket') },
              ]}
            />
          )}
          <SegmentedControl
            label={t('sell.discountKind')}
            value={kind}
            onChange={setKind}
            options={[
              { value: 'percent', label: t('sell.percent') },
              { value: 'amount', label: t('common.amount') },
            ]}
          />
          <p>
            <span className="strong">
              {'line' in subject ? subject.name : t('sell.ticket', { label: ticket.label })}
            </span>
            <br />
            <span className="dim">{money(base)}</span>
          </p>
          {kind === 'amount' ? null : (
            <Row gap={2} wrap>
              {PERCENTS.map((percent) => (
                <Chip
                  key={percent}
                  onPress={() =>
                    answer({ on, discount: { kind, rate: percent * PERCENT, reason: reason.trim() } })
                  }
                >
                  −{rate(percent * PERCENT)}
                </Chip>
              ))}
            </Row>
          )}
          <TextField
            label={`${t('common.reason')} (${t('common.optional')})`}
            value={reason}
            onChange={setReason}
            maxLength={200}
          />
          {subject.discount === null ? null : (
            <Button variant="danger" onPress={() => answer({ on, discount: null })}>
              {t('sell.noDiscount')}
            </Button>
          )}
        </Stack>
      }
    />
  );
}
