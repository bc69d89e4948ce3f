import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { OpenPrice } from '#renderer/features/tickets/add-goods.tsx';
import { NumberDialog } from '#renderer/features/tickets/number-dialog.tsx';
import { host } from '#renderer/host/host.ts';
import { Chip } from '#renderer/ui/chip.tsx';
import { ConfirmDialog } from '#renderer/ui/confirm-dialog.tsx';
import type { Answer } from '#renderer/ui/dialogs.tsx';
import { TextField } from '#renderer/ui/field.tsx';
import { Row, Stack } from '#renderer/ui/layout.tsx';
import { moneyEntry } from '#renderer/ui/number-entry.ts';
import { useFormats, useLocale, useT } from '#renderer/ui/words.tsx';

interface OpenPriceDialogProps {
  readonly barcode: string | null;
  readonly answer: Answer<OpenPrice>;
}

/** Price, department and, if wanted, a name for the receipt. */
export function OpenPriceDialog({ barcode, answer }: OpenPriceDialogProps): ReactNode {
  const t = useT();
  const locale = useLocale();
  const { money, place } = useFormats();
  const all = useQuery(host.catalog.categories.queryOptions()).data;
  const departments = (all ?? []).filter(({ active, openPrice }) => active && openPrice);
  const [chosen, setChosen] = useState<string | null>(null);
  const [name, setName] = useState('');
  const only = departments.length === 1 ? departments[0] : undefined;
  const department = departments.find(({ id }) => id === chosen) ?? only;
  if (all !== undefined && departments.length === 0)
    return (
      <ConfirmDialog
        look="news"
        title={t('action.openPrice')}
        text={t('sell.noOpenPrice')}
        answer={() => answer(null)}
      />
    );
  return (
    <NumberDialog
      title={t('action.openPrice')}
      rules={moneyEntry(place.currency.exponent)}
      unit={place.currency.code}
      onClose={() => answer(null)}
      onValue={(price) =>
        department === undefined
          ? undefined
          : answer({ category: department.id, name: name.trim(), price, barcode })
      }
      confirm={(value) => ({
        label: value === null || value === 0 ? t('common.add') : t('sell.addThis', { what: money(value) }),
        ready: value !== null && value > 0 && department !== undefined,
      })}
      aside={
        <Stack>
          {barcode === null ? null : <p className="dim">{barcode}</p>}
          <h3>{t('sell.department')}</h3>
          <Row gap={2} wrap>
            {departments.map((each) => (
              <Chip key={each.id} selected={each === department} onPress={() => setChosen(each.id)}>
                {each.names[locale] ?? each.name}
              </Chip>
            ))}
          </Row>
          <TextField
            label={`${t('common.name')} (${t('common.optional')})`}
            hint={t('sell.openNameHint')}
            value={name}
            onChange={setName}
            maxLength={120}
          />
        </Stack>
      }
    />
  );
}
