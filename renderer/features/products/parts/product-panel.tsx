import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { DetailPane } from '#renderer/features/office/parts/detail-pane.tsx';
import { SaveBar } from '#renderer/features/office/parts/save-bar.tsx';
import { useDraft } from '#renderer/features/office/use-draft.ts';
import { useSend } from '#renderer/features/office/use-send.ts';
import { PriceNow, ProductPrices } from '#renderer/features/prices/parts/product-prices.tsx';
import { invalidate } from '#renderer/host/changes.ts';
import { client, host } from '#renderer/host/host.ts';
import { useFailureText } from '#renderer/host/use-failure-text.ts';
import { Button } from '#renderer/ui/button.tsx';
import { ErrorLine, NoticeLine, toast } from '#renderer/ui/notice.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import type { ProductView } from '#shared/contract/catalog.ts';
import { codesStand } from '../barcode-verdict.ts';
import { emptyProduct, formOf, inputOf } from '../product-form.ts';
import { useCatalogWords } from '../use-catalog-words.ts';
import { ProductFields } from './product-fields.tsx';

interface PanelProps {
  readonly onClose: () => void;
  /** What is to be shown once it is saved. */
  readonly onSaved: (product: ProductView) => void;
}

/** One product that is there. */
export function ProductPanel({ id, ...rest }: PanelProps & { readonly id: string }): ReactNode {
  const t = useT();
  const say = useFailureText();
  const { data, error } = useQuery(host.catalog.get.queryOptions({ input: { product: id } }));
  if (data === undefined)
    return (
      <DetailPane title={error === null ? t('office.reading') : t('products.gone')} onClose={rest.onClose}>
        <ErrorLine text={say(error)} />
      </DetailPane>
    );
  return <Editor key={id} product={data} {...rest} />;
}

/** A product that is to be; `barcode` where a scan began it. */
export function NewProductPanel({
  barcode,
  ...rest
}: PanelProps & { readonly barcode: string | null }): ReactNode {
  return <Editor key={barcode ?? ''} product={null} barcode={barcode} {...rest} />;
}

interface EditorProps extends PanelProps {
  readonly product: ProductView | null;
  readonly barcode?: string | null;
}

function Editor({ product, barcode, onClose, onSaved }: EditorProps): ReactNode {
  const t = useT();
  const words = useCatalogWords();
  const isNew = product === null;
  const draft = useDraft(
    isNew ? 'product new' : `product ${product.id}`,
    isNew ? emptyProduct(barcode ?? null) : formOf(product),
  );
  const saving = useSend(client.catalog.save);
  const [tried, setTried] = useState(false);
  const save = async (): Promise<void> => {
    setTried(true);
    const value = inputOf(draft.value);
    if (value === null || !codesStand(value.barcodes)) return;
    const saved = await saving.send({ product: product?.id ?? null, value });
    if (saved === null) return;
    draft.reset();
    await invalidate(['catalog']);
    toast(t('products.saved', { name: saved.name }));
    onSaved(saved);
  };
  return (
    <DetailPane
      title={isNew ? t('products.new') : product.name}
      hint={isNew ? undefined : <StockWords product={product} />}
      onClose={onClose}
      footer={
        <SaveBar
          draft={draft}
          always={isNew}
          busy={saving.busy}
          error={saving.field === null ? saving.error : null}
          onSave={save}
        >
          {isNew ? null : <SwitchButton product={product} />}
        </SaveBar>
      }
    >
      {product?.withdrawn === true ? <NoticeLine tone="warn">{t('products.withdrawn')}</NoticeLine> : null}
      {product === null ? null : <PriceNow product={product} />}
      <ProductFields
        form={draft.value}
        onChange={(part) => {
          saving.clear();
          draft.patch(part);
        }}
        words={words}
        tried={tried}
        refused={saving}
        isNew={isNew}
      />
      {product === null || product.withdrawn ? null : <ProductPrices product={product} />}
    </DetailPane>
  );
}

function StockWords({ product }: { readonly product: ProductView }): ReactNode {
  const t = useT();
  const { quantityOf } = useFormats();
  const { stock, unit } = product;
  return `${t('products.stock')}: ${stock === null ? t('products.stockUnknown') : quantityOf(stock, unit)}`;
}

/** Off and on at once, without opening the form for it. */
function SwitchButton({ product }: { readonly product: ProductView }): ReactNode {
  const t = useT();
  const switching = useSend(client.catalog.setActive);
  const press = async (): Promise<void> => {
    const now = await switching.send({ product: product.id, active: !product.active });
    if (now === null) return;
    await invalidate(['catalog']);
    toast(t(now.active ? 'products.switchedOn' : 'products.switchedOff', { name: now.name }));
  };
  return (
    <>
      <ErrorLine text={switching.error} />
      <Button variant="quiet" busy={switching.busy} onPress={() => void press()}>
        {t(product.active ? 'common.switchOff' : 'common.switchOn')}
      </Button>
    </>
  );
}
