import { IconReceiptOff, IconSearch } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useActions } from '#renderer/commands/use-actions.ts';
import { AsOf } from '#renderer/features/link/as-of.tsx';
import { useFailureText } from '#renderer/host/use-failure-text.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Chip } from '#renderer/ui/chip.tsx';
import { TextField } from '#renderer/ui/field.tsx';
import { Row, Stack } from '#renderer/ui/layout.tsx';
import { EmptyState, ErrorLine } from '#renderer/ui/notice.tsx';
import { MoneyField } from '#renderer/ui/number-field.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import { listKeys } from '../list-keys.ts';
import { type SaleFilter, SPANS } from '../sale-filter.ts';
import { useFindSales } from '../use-find-sales.ts';
import styles from './sale-finder.module.css';
import { type FoundSale, SaleRow } from './sale-row.tsx';

interface SaleFinderProps {
  readonly onOpen: (row: FoundSale) => void;
  /** Only sales, where a return is to be started. */
  readonly only?: 'sale';
}

/** Finds a sale by number, day or amount; ↑ ↓ choose, Enter opens, so the hands stay where they type. */
export function SaleFinder({ onOpen, only }: SaleFinderProps): ReactNode {
  const t = useT();
  const say = useFailureText();
  const { filter, setFilter: find, found, failure, more } = useFindSales(only ?? 'all');
  const [chosen, setChosen] = useState(0);
  const rows = found?.rows ?? [];
  const setFilter = (next: SaleFilter): void => {
    setChosen(0);
    find(next);
  };
  const at = Math.min(chosen, Math.max(0, rows.length - 1));
  useActions(listKeys, {
    go: (by) => setChosen(Math.min(rows.length - 1, Math.max(0, at + by))),
    choose: () => {
      const row = rows[at];
      if (row !== undefined) onOpen(row);
    },
    any: rows.length > 0,
  });
  return (
    <div className={styles['finder']}>
      <Stack gap={3}>
        <Row gap={3} align="end" wrap>
          <TextField
            className={styles['number'] ?? ''}
            label={t('sales.number')}
            value={filter.text}
            onChange={(text) => setFilter({ ...filter, text })}
            leading={<IconSearch size={18} stroke={1.75} />}
            placeholder={t('sales.numberExample')}
            maxLength={80}
            autoFocus
          />
          <MoneyField
            className={styles['amount'] ?? ''}
            label={t('sales.amount')}
            value={filter.total}
            onChange={(total) => setFilter({ ...filter, total })}
          />
          <TextField
            className={styles['day'] ?? ''}
            label={t('sales.day')}
            type="date"
            value={filter.day}
            onChange={(day) => setFilter({ ...filter, day })}
          />
        </Row>
        <Row gap={2} wrap>
          {SPANS.map((span) => (
            <Chip
              key={span}
              selected={filter.text.trim() === '' && filter.day === '' && filter.span === span}
              onPress={() => setFilter({ ...filter, span, day: '', text: '' })}
            >
              {t(`sales.span.${span}`)}
            </Chip>
          ))}
          {only === undefined
            ? (['sale', 'return'] as const).map((kind) => (
                <Chip
                  key={kind}
                  look="ticket"
                  selected={filter.kind === kind}
                  onPress={() => setFilter({ ...filter, kind: filter.kind === kind ? 'all' : kind })}
                >
                  {t(`sales.only.${kind}`)}
                </Chip>
              ))
            : null}
        </Row>
      </Stack>
      <AsOf what="others" />
      <ErrorLine text={say(failure)} />
      {found === undefined ? null : <Found found={found} chosen={at} onChoose={onOpen} onMore={more} />}
    </div>
  );
}

interface FoundProps {
  readonly found: NonNullable<ReturnType<typeof useFindSales>['found']>;
  readonly chosen: number;
  readonly onChoose: (row: FoundSale) => void;
  readonly onMore: () => void;
}

function Found({ found, chosen, onChoose, onMore }: FoundProps): ReactNode {
  const t = useT();
  const { money } = useFormats();
  const { rows, count, sum } = found;
  if (rows.length === 0)
    return <EmptyState title={t('sales.none')} hint={t('sales.noneHint')} icon={IconReceiptOff} />;
  return (
    <>
      <p className="dim" role="status">
        {/* The sum of a day would tell what the drawer should hold: the register keeps it from a blind count. */}
        {sum === null ? t('sales.foundCount', { count }) : t('sales.found', { count, sum: money(sum) })}
      </p>
      <ul className={styles['rows']} aria-label={t('action.sales')}>
        {rows.map((row, index) => (
          <SaleRow key={row.id} row={row} chosen={index === chosen} onOpen={() => onChoose(row)} />
        ))}
      </ul>
      {found.more ? <Button onPress={onMore}>{t('sales.more')}</Button> : null}
    </>
  );
}
