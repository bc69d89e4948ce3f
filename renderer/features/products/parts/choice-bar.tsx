import { IconDownload } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { NewScheduleDialog } from '#renderer/features/prices/parts/schedule-dialog.tsx';
import { useFailureText } from '#renderer/host/use-failure-text.ts';
import { Button } from '#renderer/ui/button.tsx';
import { NO_PICKS, type Picks, pickedOf } from '#renderer/ui/data-grid/picks.ts';
import { openDialog, tell } from '#renderer/ui/dialogs.tsx';
import { Row, Spacer } from '#renderer/ui/layout.tsx';
import { toast } from '#renderer/ui/notice.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import type { ProductChange } from '#shared/contract/catalog.ts';
import { exportProducts } from '../export-products.ts';
import type { CatalogWords } from '../use-catalog-words.ts';
import type { ProductList } from '../use-product-list.ts';
import { ChangeDialog } from './change-dialog.tsx';
import { CHANGE_KINDS, type ChangeKind } from './change-fields.tsx';

interface ChoiceBarProps {
  readonly list: ProductList;
  readonly words: CatalogWords;
}

/** In the place of the filters while something is chosen: how much, and what can be done with it. */
export function ChoiceBar({ list, words }: ChoiceBarProps): ReactNode {
  const t = useT();
  const { count } = useFormats();
  const { picks, setPicks, pages } = list;
  const chosen = count(pickedOf(picks, pages.count));
  const isFloor = picks.all && pages.atLeast;
  const open = async (kind: ChangeKind): Promise<void> => {
    const begun = await openDialog<ProductChange>((answer) => (
      <ChangeDialog kind={kind} choice={list.choice} answer={answer} />
    ));
    if (begun !== null) setPicks(() => NO_PICKS);
  };
  const schedule = async (): Promise<void> => {
    const title = t('prices.setForMany', { count: chosen });
    const set = await openDialog<true>((answer) => (
      <NewScheduleDialog title={title} choice={list.choice} of="many" answer={answer} />
    ));
    if (set !== true) return;
    setPicks(() => NO_PICKS);
    toast(t('prices.saved'));
  };
  return (
    <Row gap={2} wrap>
      <span className="strong" role="status">
        {t('products.chosen', { count: isFloor ? t('office.atLeast', { count: count(100_000) }) : chosen })}
      </span>
      {CHANGE_KINDS.map((kind) => (
        <Button key={kind} onPress={() => void open(kind)}>
          {t(`products.do.${kind}`)}
        </Button>
      ))}
      <Button onPress={() => void schedule()}>{t('prices.set')}</Button>
      <ExportButton list={list} words={words} picks={picks} />
      <Spacer />
      <Button variant="quiet" cap="Esc" onPress={() => setPicks(() => NO_PICKS)}>
        {t('grid.clearSelection')}
      </Button>
    </Row>
  );
}

interface ExportButtonProps extends ChoiceBarProps {
  /** null: all that the filter leaves. */
  readonly picks: Picks | null;
}

export function ExportButton({ list, words, picks }: ExportButtonProps): ReactNode {
  const t = useT();
  const { place, count } = useFormats();
  const say = useFailureText();
  const [done, setDone] = useState<number | null>(null);
  const run = async (): Promise<void> => {
    setDone(0);
    try {
      await exportProducts({
        filter: list.filter,
        picks,
        words,
        exponent: place.currency.exponent,
        onProgress: setDone,
      });
    } catch (failure) {
      void tell({ title: t('error.title'), text: say(failure) });
    }
    setDone(null);
  };
  return (
    <Button icon={IconDownload} busy={done !== null} onPress={() => void run()}>
      {done === null
        ? t(picks === null ? 'products.export' : 'products.exportChosen')
        : t('products.exporting', { done: count(done) })}
    </Button>
  );
}
