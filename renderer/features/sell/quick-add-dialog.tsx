import { useMutation, useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { withApproval } from '#renderer/features/approval/with-approval.tsx';
import { client, host } from '#renderer/host/host.ts';
import { useFailureText } from '#renderer/host/use-failure-text.ts';
import { Dialog } from '#renderer/ui/dialog.tsx';
import type { Answer } from '#renderer/ui/dialogs.tsx';
import { Select, TextField } from '#renderer/ui/field.tsx';
import { ErrorLine } from '#renderer/ui/notice.tsx';
import { MoneyField } from '#renderer/ui/number-field.tsx';
import { useLocale, useT } from '#renderer/ui/words.tsx';
import type { ProductView } from '#shared/contract/catalog.ts';

interface QuickAddDialogProps {
  readonly barcode: string;
  readonly answer: Answer<ProductView>;
}

/** A new product with the least that selling it needs; the rest is filled in later, in the back office. */
export function QuickAddDialog({ barcode, answer }: QuickAddDialogProps): ReactNode {
  const t = useT();
  const locale = useLocale();
  const say = useFailureText();
  const categories = (useQuery(host.catalog.categories.queryOptions()).data ?? []).filter(
    (each) => each.active,
  );
  const taxClasses = (useQuery(host.catalog.taxClasses.queryOptions()).data ?? []).filter(
    (each) => each.active,
  );
  const [name, setName] = useState('');
  const [price, setPrice] = useState<number | null>(null);
  const [category, setCategory] = useState<string | null>(null);
  const [ownTax, setTax] = useState<string | null>(null);
  const tax = ownTax ?? categories.find(({ id }) => id === category)?.taxClass ?? taxClasses[0]?.id ?? null;
  const save = useMutation({
    mutationFn: () =>
      withApproval((attempt) =>
        client.catalog.quickAdd({
          ...attempt,
          barcode,
          name,
          price: price ?? 0,
          category,
          taxClass: tax ?? '',
        }),
      ),
    onSuccess: (made) => (made === null ? undefined : answer(made)),
  });
  return (
    <Dialog
      title={t('sell.unknownAdd')}
      onClose={() => answer(null)}
      confirm={{
        label: t('sell.addAndSell'),
        onPress: () => save.mutate(),
        busy: save.isPending,
        disabled: name.trim() === '' || price === null || tax === null,
      }}
    >
      <p className="dim">{barcode}</p>
      <TextField label={t('common.name')} value={name} onChange={setName} maxLength={200} autoFocus />
      <MoneyField label={t('common.price')} value={price} onChange={setPrice} />
      <Select
        label={t('sell.department')}
        value={category}
        onChange={setCategory}
        options={categories.map(({ id, name: own, names }) => ({ value: id, label: names[locale] ?? own }))}
        searchable
      />
      <Select
        label={t('sell.taxClass')}
        value={tax}
        onChange={setTax}
        options={taxClasses.map(({ id, name: own, letter }) => ({ value: id, label: `${letter} · ${own}` }))}
      />
      <ErrorLine text={say(save.error)} />
    </Dialog>
  );
}
