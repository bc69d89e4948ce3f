import type { ReactNode } from 'react';
import { useState } from 'react';
import { useScans } from '#renderer/commands/use-keys.ts';
import { DetailPane } from '#renderer/features/office/parts/detail-pane.tsx';
import { SaveBar } from '#renderer/features/office/parts/save-bar.tsx';
import { useDraft } from '#renderer/features/office/use-draft.ts';
import { useSend } from '#renderer/features/office/use-send.ts';
import { scannedLines } from '#renderer/features/returns/scanned-lines.ts';
import { invalidate } from '#renderer/host/changes.ts';
import { client } from '#renderer/host/host.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Switch } from '#renderer/ui/choice.tsx';
import { askConfirm } from '#renderer/ui/dialogs.tsx';
import { TextField } from '#renderer/ui/field.tsx';
import { toast } from '#renderer/ui/notice.tsx';
import { QuantityField } from '#renderer/ui/number-field.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import type { TransferLineView, TransferView } from '#shared/contract/transfers.ts';
import styles from './goods.module.css';

interface Count {
  /** By line; what is not there was not counted. */
  readonly counts: Readonly<Record<string, number | null>>;
  readonly complete: boolean;
  readonly note: string;
}

const NOTHING: Count = { counts: {}, complete: true, note: '' };

/** A line of which something can still come, and how much. */
export interface Awaited extends Pick<TransferLineView, 'line' | 'item' | 'name' | 'unit'> {
  readonly due: number;
}

interface CountPaneProps {
  readonly transfer: TransferView;
  /** What can still come, by line. */
  readonly awaited: readonly Awaited[];
  readonly about: ReactNode;
  readonly onClose: () => void;
}

/** What another store sent is counted in, piece by piece or line by line; differences are said before they are written. */
export function CountPane({ transfer, awaited, about, onClose }: CountPaneProps): ReactNode {
  const t = useT();
  const draft = useDraft(`transfer ${transfer.transfer}`, NOTHING);
  const receiving = useSend(client.transfers.receive);
  const [tried, setTried] = useState(false);
  const { counts, complete, note } = draft.value;
  const count = (line: number, qty: number | null): void => {
    receiving.clear();
    draft.patch({ counts: { ...counts, [line]: qty } });
  };
  useScans(async ({ text }) => {
    const [line] = await scannedLines(
      text,
      awaited.map((each) => ({ ...each, product: each.item })),
    );
    if (line === undefined) return 'bad';
    count(line.line, (counts[line.line] ?? 0) + ONE);
    return 'good';
  });
  const counted = awaited.flatMap(({ line }) => {
    const qty = counts[line] ?? (complete ? 0 : null);
    return qty === null ? [] : [{ line, qty }];
  });
  const isEmpty = awaited.every(({ line }) => (counts[line] ?? null) === null);
  const receive = async (): Promise<void> => {
    setTried(true);
    if (isEmpty) return;
    const differing = awaited.filter(({ line, due }) => {
      const found = counted.find((each) => each.line === line);
      return found !== undefined && (found.qty > due || (complete && found.qty < due));
    });
    const isSure =
      differing.length === 0 ||
      (await askConfirm({
        title: t('transfers.ask', { count: differing.length }),
        text: t('transfers.askText'),
        confirm: t('transfers.askConfirm'),
      }));
    if (!isSure) return;
    const { transfer: id } = transfer;
    if ((await receiving.send({ transfer: id, note, complete, lines: counted })) === null) return;
    draft.reset();
    setTried(false);
    await invalidate(['transfer', 'stock']);
    toast(t('transfers.received'));
  };
  return (
    <DetailPane
      title={t('transfers.openIn', { store: transfer.otherName })}
      onClose={onClose}
      footer={
        <SaveBar
          draft={draft}
          always
          label={t('transfers.receive')}
          busy={receiving.busy}
          error={receiving.error ?? (tried && isEmpty ? t('transfers.countMissing') : null)}
          onSave={receive}
        />
      }
    >
      {about}
      <h3>{t('transfers.count')}</h3>
      <p className="dim">{t(complete ? 'transfers.countHint' : 'transfers.countHintPart')}</p>
      <div>
        <Button
          onPress={() =>
            draft.patch({
              counts: Object.fromEntries(awaited.map(({ line, due }) => [line, due])),
            })
          }
        >
          {t('transfers.all')}
        </Button>
      </div>
      <ul className={styles['goods']}>
        {awaited.map((line) => (
          <li key={line.line} className={styles['line']}>
            <span className={styles['name']}>
              {line.name}
              <Difference line={line} counted={counts[line.line] ?? null} />
            </span>
            <div className={styles['count']}>
              <QuantityField
                label={t('transfers.countOf', { name: line.name })}
                labelled="hidden"
                decimals={line.unit === 'piece' ? 0 : 3}
                {...(line.unit === 'piece' ? {} : { unit: line.unit })}
                value={counts[line.line] ?? null}
                onChange={(qty) => count(line.line, qty)}
              />
            </div>
          </li>
        ))}
      </ul>
      <Switch
        label={t('transfers.complete')}
        hint={t('transfers.completeHint')}
        value={complete}
        onChange={(next) => draft.patch({ complete: next })}
      />
      <TextField
        label={t('transfers.note')}
        value={note}
        maxLength={200}
        onChange={(next) => draft.patch({ note: next })}
      />
    </DetailPane>
  );
}

/** One piece, or one whole unit of what is weighed. */
const ONE = 1000;

/** What is awaited of a line and, once it is counted, by how much that differs. */
function Difference({
  line: { due, unit },
  counted,
}: {
  readonly line: Pick<Awaited, 'due' | 'unit'>;
  readonly counted: number | null;
}): ReactNode {
  const t = useT();
  const { quantityOf } = useFormats();
  const by = counted === null ? 0 : counted - due;
  return (
    <>
      <span className={`${styles['figure']} dim`}>
        {t('transfers.awaited', { qty: quantityOf(due, unit) })}
      </span>
      {by === 0 ? null : (
        <span className={styles['differs']}>
          {t(by < 0 ? 'transfers.missing' : 'transfers.over', { qty: quantityOf(Math.abs(by), unit) })}
        </span>
      )}
    </>
  );
}
