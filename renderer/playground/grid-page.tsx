import { type ReactNode, useMemo, useState } from 'react';
import { OfficeBar } from '#renderer/app/top-bar.tsx';
import { StatusWord } from '#renderer/ui/badge.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { FilterChip } from '#renderer/ui/chip.tsx';
import { DataGrid } from '#renderer/ui/data-grid/data-grid.tsx';
import type { GridColumn } from '#renderer/ui/data-grid/grid-model.ts';
import { FigureCard, Grid, Row, Spacer, Stack } from '#renderer/ui/layout.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import { sampleNames } from './sample.ts';

interface Item {
  readonly id: string;
  readonly name: string;
  readonly stock: number;
  readonly value: number;
}

const many = Number(new URLSearchParams(location.search).get('rows') ?? '100000');
const items: readonly Item[] = Array.from({ length: many }, (_, index) => ({
  id: `T-0412-${String(index).padStart(6, '0')}`,
  name: `${sampleNames[index % sampleNames.length] ?? ''} ${index}`,
  stock: (index * 7919) % 97,
  value: (index * 104_729) % 1_000_003,
}));

/** A page of the back office with a hundred thousand rows. */
export function GridPage(): ReactNode {
  const t = useT();
  const formats = useFormats();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [open, setOpen] = useState<string | null>(null);
  const columns = useMemo((): readonly GridColumn<Item>[] => {
    const sum = (rows: readonly Item[], of: (item: Item) => number) =>
      rows.reduce((total, row) => total + of(row), 0);
    return [
      { id: 'id', title: t('common.note'), value: (item) => item.id, width: 160 },
      { id: 'name', title: t('common.name'), value: (item) => item.name },
      {
        id: 'state',
        title: t('common.more'),
        value: (item) => (item.stock < 5 ? 'warn' : 'plain'),
        cell: (item) => (
          <StatusWord tone={item.stock < 5 ? 'warn' : 'plain'}>
            {t('sell.left', { count: String(item.stock) })}
          </StatusWord>
        ),
        width: 140,
      },
      {
        id: 'stock',
        title: t('common.quantity'),
        value: (item) => item.stock,
        align: 'end',
        width: 90,
        total: (rows) => formats.count(sum(rows, (item) => item.stock)),
      },
      {
        id: 'value',
        title: t('common.amount'),
        value: (item) => item.value,
        text: (item) => formats.amount(item.value),
        align: 'end',
        width: 130,
        total: (rows) => formats.amount(sum(rows, (item) => item.value)),
      },
      { id: 'extra', title: t('common.reason'), value: () => '', optional: true },
    ];
  }, [t, formats]);
  return (
    <Stack gap={0} fill>
      <OfficeBar />
      <div
        style={{
          display: 'flex',
          flex: 1,
          flexDirection: 'column',
          gap: 12,
          minHeight: 0,
          padding: 16,
          maxHeight: 'calc(100vh - 48px)',
        }}
      >
        <Row>
          <h1>{t('products.title')}</h1>
          <Spacer />
          <Button>{t('common.export')}</Button>
          <Button variant="accent" cap="N">
            {t('action.new')}
          </Button>
        </Row>
        <Grid min={200}>
          <FigureCard label={t('common.quantity')} value="3" hint="290 · ¥13,010.20" />
          <FigureCard label={t('common.amount')} value="2" tone="warn" />
        </Grid>
        <DataGrid
          label={t('products.title')}
          columns={columns}
          rows={items}
          rowId={(item) => item.id}
          openId={open}
          onOpen={(item) => setOpen(item.id)}
          selection={chosen}
          onSelection={setChosen}
          selectionActions={<Button>{t('common.switchOff')}</Button>}
          toolbar={<FilterChip onRemove={() => undefined}>{t('common.today')}</FilterChip>}
          onExport={() => undefined}
        />
      </div>
    </Stack>
  );
}
