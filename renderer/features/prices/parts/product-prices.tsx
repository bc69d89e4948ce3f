import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Facts } from '#renderer/features/hq/parts/facts.tsx';
import { host } from '#renderer/host/host.ts';
import { useRight } from '#renderer/host/use-session.ts';
import { Button } from '#renderer/ui/button.tsx';
import { openDialog } from '#renderer/ui/dialogs.tsx';
import { FormSection, WideField } from '#renderer/ui/form-layout.tsx';
import { Stack } from '#renderer/ui/layout.tsx';
import { NoticeLine, toast } from '#renderer/ui/notice.tsx';
import { useReadOnly } from '#renderer/ui/read-only.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import type { ProductView } from '#shared/contract/catalog.ts';
import { minuteWords } from '../minutes.ts';
import { NewScheduleDialog } from './schedule-dialog.tsx';

/** What is coming of a product's prices, and the button that sets more. */
export function ProductPrices({ product }: { readonly product: ProductView }): ReactNode {
  const t = useT();
  const formats = useFormats();
  const readOnly = useReadOnly();
  const mayEdit = useRight('catalog.edit') === 'allowed';
  const asked = { when: 'coming', product: product.id } as const;
  const coming = useQuery({ ...host.prices.list.queryOptions({ input: asked }), enabled: mayEdit });
  if (!mayEdit) return null;
  const rows = coming.data ?? [];
  const { id, name } = product;
  const set = async (): Promise<void> => {
    const done = await openDialog<true>((answer) => (
      <NewScheduleDialog
        title={t('prices.setFor', { name })}
        choice={{ of: 'these', products: [id] }}
        of="one"
        answer={answer}
      />
    ));
    if (done === true) toast(t('prices.saved'));
  };
  return (
    <FormSection title={t('prices.section')}>
      <WideField>
        <Stack gap={2}>
          {rows.length === 0 ? (
            <p className="dim">{t('prices.noneHere')}</p>
          ) : (
            <Facts
              facts={rows.map(({ from, until, only, name: what, stage }) => [
                [
                  minuteWords(from, formats),
                  until === null ? t('prices.forGood') : minuteWords(until, formats),
                ].join(' – '),
                [only === null ? what : formats.amount(only.price), t(`prices.stage.${stage}`)]
                  .filter(Boolean)
                  .join(' · '),
              ])}
            />
          )}
          {readOnly ? null : <Button onPress={() => void set()}>{`${t('prices.set')}…`}</Button>}
        </Stack>
      </WideField>
    </FormSection>
  );
}

/** At the top of a product whose regular price is not what the till charges now. */
export function PriceNow({ product }: { readonly product: ProductView }): ReactNode {
  const t = useT();
  const { amount } = useFormats();
  const { price, priceNow } = product;
  return priceNow === price ? null : (
    <NoticeLine>{t('prices.now', { price: amount(priceNow), regular: amount(price) })}</NoticeLine>
  );
}
