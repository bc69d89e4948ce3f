import { type ReactNode, useState } from 'react';
import { Chip } from '#renderer/ui/chip.tsx';
import type { Answer } from '#renderer/ui/dialogs.tsx';
import { TextField } from '#renderer/ui/field.tsx';
import { Row, Stack } from '#renderer/ui/layout.tsx';
import { moneyEntry } from '#renderer/ui/number-entry.ts';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import type { TicketLineView } from '#shared/contract/tickets.ts';
import { NumberDialog } from './number-dialog.tsx';

interface PriceDialogProps {
  readonly line: Pick<TicketLineView, 'name' | 'unit' | 'price' | 'listPrice'>;
  readonly answer: Answer<{ readonly price: number; readonly reason: string }>;
}

/** Another price for one line, with the reason that is kept with it. */
export function PriceDialog({ line, answer }: PriceDialogProps): ReactNode {
  const t = useT();
  const { amount, money, place } = useFormats();
  const [reason, setReason] = useState('');
  const common = [t('sell.reasonShelf'), t('sell.reasonDamaged'), t('sell.reasonShortDate')];
  return (
    <NumberDialog
      title={t('sell.priceTitle')}
      rules={moneyEntry(place.currency.exponent)}
      now={amount(line.price)}
      unit={line.unit === 'piece' ? place.currency.code : `${place.currency.code} / ${line.unit}`}
      onClose={() => answer(null)}
      onValue={(price) => answer({ price, reason: reason.trim() })}
      confirm={(value) => ({
        label: value === null ? t('common.ok') : t('sell.setPrice', { price: money(value) }),
        ready: value !== null && value !== line.price,
      })}
      aside={
        <Stack>
          <p>
            <span className="strong">{line.name}</span>
            <br />
            <span className="dim">{t('sell.priceNow', { price: money(line.price) })}</span>
            {line.price === line.listPrice ? null : (
              <span className="dim"> · {t('sell.priceListed', { price: money(line.listPrice) })}</span>
            )}
          </p>
          <Row gap={2} wrap>
            {common.map((text) => (
              <Chip key={text} selected={reason === text} onPress={() => setReason(text)}>
                {text}
              </Chip>
            ))}
          </Row>
          <TextField label={t('common.reason')} value={reason} onChange={setReason} maxLength={200} />
        </Stack>
      }
    />
  );
}
