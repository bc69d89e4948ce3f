import { type ReactNode, useMemo, useState } from 'react';
import { useAddressState } from '#renderer/app/use-address.ts';
import { useScans } from '#renderer/commands/use-keys.ts';
import { AsOf } from '#renderer/features/link/as-of.tsx';
import { OfficePage } from '#renderer/features/office/parts/office-page.tsx';
import { useUnsaved } from '#renderer/features/office/use-draft.ts';
import { client } from '#renderer/host/host.ts';
import { isHq } from '#renderer/host/kind.ts';
import { useFailureText } from '#renderer/host/use-failure-text.ts';
import { useRight } from '#renderer/host/use-session.ts';
import { Button } from '#renderer/ui/button.tsx';
import { FilterChip } from '#renderer/ui/chip.tsx';
import { SegmentedControl } from '#renderer/ui/choice.tsx';
import { ColumnChoice } from '#renderer/ui/data-grid/grid-toolbar.tsx';
import { PagedGrid } from '#renderer/ui/data-grid/paged-grid.tsx';
import { pickedOf } from '#renderer/ui/data-grid/picks.ts';
import { ViewFilter } from '#renderer/ui/data-grid/view-filter.tsx';
import { Select } from '#renderer/ui/field.tsx';
import { Row, Spacer } from '#renderer/ui/layout.tsx';
import { ErrorLine, NoticeLine } from '#renderer/ui/notice.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import { productColumns } from './columns.tsx';
import { ChangeNotice } from './parts/change-notice.tsx';
import { ChoiceBar, ExportButton } from './parts/choice-bar.tsx';
import { NewProductPanel, ProductPanel } from './parts/product-panel.tsx';
import styles from './products.module.css';
import { type CatalogWords, useCatalogWords } from './use-catalog-words.ts';
import { type ProductList, useProductList } from './use-product-list.ts';

/** All products: found, filtered, opened beside the list, added. A scan opens its product or begins a new one. */
export function ProductsScreen(): ReactNode {
  const t = useT();
  const formats = useFormats();
  const say = useFailureText();
  const list = useProductList();
  const words = useCatalogWords();
  const mayEdit = useRight('catalog.edit') === 'allowed';
  const [open, setOpen] = useAddressState('open', '');
  const [scanned, setScanned] = useState<string | null>(null);
  const columns = useMemo(
    () => productColumns({ t, formats, words, sortable: !list.low }),
    [t, formats, words, list.low],
  );
  const isChoosing = pickedOf(list.picks, list.pages.count) > 0;
  const begin = (barcode: string | null): void => {
    setScanned(barcode);
    setOpen('new');
  };
  useScans(async ({ text }) => {
    const { rows } = await client.catalog.search({ text, limit: 2 });
    const [only] = rows;
    if (rows.length === 1 && only !== undefined) setOpen(only.id);
    else if (mayEdit) begin(text);
    return rows.length === 1 ? 'good' : 'bad';
  });
  const close = (): void => setOpen('');
  return (
    <OfficePage
      title={t('products.title')}
      hint={t('products.hint')}
      needs="catalog.edit"
      keptAtHq
      onNew={mayEdit ? () => begin(null) : undefined}
      newLabel={t('products.add')}
      actions={<ExportButton list={list} words={words} picks={null} />}
      body="fill"
      onClose={close}
      aside={
        open === '' ? null : open === 'new' ? (
          <NewProductPanel barcode={scanned} onClose={close} onSaved={({ id }) => setOpen(id)} />
        ) : (
          <ProductPanel id={open} onClose={close} onSaved={({ id }) => setOpen(id)} />
        )
      }
    >
      <UnsavedNew shown={open !== 'new'} onGoOn={() => begin(null)} />
      <ChangeNotice />
      {isChoosing ? (
        <ChoiceBar list={list} words={words} />
      ) : (
        <Toolbar list={list} words={words} columns={columns} />
      )}
      <OrderNotice list={list} />
      <ErrorLine text={say(list.pages.failure)} />
      <div className={styles['grid']}>
        <PagedGrid
          label={t('products.title')}
          columns={columns}
          count={list.pages.count}
          rowAt={list.pages.rowAt}
          rowId={({ id }) => id}
          onSight={list.pages.onSight}
          onOpen={({ id }) => setOpen(id)}
          openId={open}
          view={list.view}
          onView={list.setView}
          list={list.name}
          {...(mayEdit ? { choice: { picks: list.picks, onPicks: list.setPicks, idsIn: list.idsIn } } : {})}
          loading={list.pages.loading}
          empty={
            list.filtered
              ? {
                  title: t('products.noneFound'),
                  action: <Button onPress={list.clear}>{t('products.clearFilter')}</Button>,
                }
              : { title: t('products.none'), hint: t('products.noneHint') }
          }
        />
      </div>
    </OfficePage>
  );
}

interface ToolbarProps {
  readonly list: ProductList;
  readonly words: CatalogWords;
  readonly columns: ReturnType<typeof productColumns>;
}

function Toolbar({ list, words, columns }: ToolbarProps): ReactNode {
  const t = useT();
  const { count } = useFormats();
  const { pages } = list;
  return (
    <Row gap={2} wrap>
      <ViewFilter
        label={t('products.find')}
        className={styles['find'] ?? ''}
        view={list.view}
        onView={list.setView}
        maxLength={200}
      />
      <Select
        label={t('products.department')}
        labelled="hidden"
        className={styles['department'] ?? ''}
        value={list.category}
        searchable={words.categories.length > 12}
        options={[
          { value: '', label: t('products.allDepartments') },
          ...words.categories.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={list.setCategory}
      />
      <SegmentedControl
        label={t('office.state')}
        value={list.state}
        options={[
          { value: 'active', label: t('products.stateActive') },
          { value: 'off', label: t('products.stateOff') },
          { value: 'all', label: t('products.stateAll') },
        ]}
        onChange={list.setState}
      />
      {isHq ? null : (
        <FilterChip
          {...(list.low ? { onRemove: () => list.setLow(false) } : { onPress: () => list.setLow(true) })}
        >
          {t('products.runningOut')}
        </FilterChip>
      )}
      <Spacer />
      <AsOf what="stock" />
      <span className="dim" role="status">
        {t('products.count', {
          count: pages.atLeast ? t('office.atLeast', { count: count(100_000) }) : count(pages.count),
        })}
      </span>
      <ColumnChoice columns={columns} view={list.view} onView={list.setView} />
    </Row>
  );
}

/** The order asked for can't be had: what is shown instead, and why. */
function OrderNotice({ list }: { readonly list: ProductList }): ReactNode {
  const t = useT();
  const { order } = list.pages;
  if (list.low || order === null || order === list.filter.sort) return null;
  return (
    <NoticeLine>
      {t(list.filter.sort === 'stock' ? 'products.noStockOrder' : 'products.makingPriceOrder')}
    </NoticeLine>
  );
}

function UnsavedNew({ shown, onGoOn }: { readonly shown: boolean; readonly onGoOn: () => void }): ReactNode {
  const t = useT();
  const unsaved = useUnsaved();
  if (!shown || !unsaved.includes('product new')) return null;
  return (
    <NoticeLine tone="warn" action={<Button onPress={onGoOn}>{t('products.goOn')}</Button>}>
      {t('products.unsavedNew')}
    </NoticeLine>
  );
}
