import { type ReactNode, useState } from 'react';
import { DetailPane } from '#renderer/features/office/parts/detail-pane.tsx';
import { SaveBar } from '#renderer/features/office/parts/save-bar.tsx';
import { useDraft } from '#renderer/features/office/use-draft.ts';
import { invalidate } from '#renderer/host/changes.ts';
import { Button } from '#renderer/ui/button.tsx';
import { askConfirm } from '#renderer/ui/dialogs.tsx';
import { Select, TextField } from '#renderer/ui/field.tsx';
import { toast } from '#renderer/ui/notice.tsx';
import { QuantityField } from '#renderer/ui/number-field.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import type { TransferLineView } from '#shared/contract/transfers.ts';
import { type Deeds, goodsWords, type SentTransfer } from '../sent-transfer.ts';
import styles from './goods.module.css';

/** What can have become of goods that did not arrive. */
const BECAME = ['returned', 'damaged', 'lost'] as const;
type Became = (typeof BECAME)[number];

interface Said {
  /** By line; of what is not there nobody knows yet. */
  readonly became: Readonly<Record<string, { readonly outcome: Became; readonly qty: number | null }>>;
  readonly note: string;
}

const NOTHING: Said = { became: {}, note: '' };

interface SettlePaneProps extends SentTransfer {
  readonly settle: NonNullable<Deeds['settle']>;
  readonly onBack: () => void;
  readonly onClose: () => void;
}

/** What became of what is missing, line by line: it is back, damaged, or lost. The rest stays open. */
export function SettlePane({ transfer, from, to, settle, onBack, onClose }: SettlePaneProps): ReactNode {
  const t = useT();
  const formats = useFormats();
  const draft = useDraft(`transfer settle ${transfer.transfer}`, NOTHING);
  const [tried, setTried] = useState(false);
  const { became, note } = draft.value;
  const missing = transfer.lines.filter(({ inTransit }) => inTransit > 0);
  const said = missing.flatMap((line) => {
    const { outcome, qty } = became[line.line] ?? { qty: null };
    return outcome === undefined || qty === null || qty === 0 ? [] : [{ ...line, outcome, qty }];
  });
  const lost = said.filter(({ outcome }) => outcome === 'lost');
  const needsReason = lost.length > 0 && note.trim() === '';
  const save = async (): Promise<void> => {
    setTried(true);
    if (said.length === 0 || needsReason) return;
    const isSure =
      lost.length === 0 ||
      (await askConfirm({
        title: t('transfers.settleAsk', { lost: goodsWords(lost, formats, t) }),
        text: t('transfers.settleAskText'),
        confirm: t('transfers.settleAskConfirm'),
        tone: 'danger',
      }));
    if (!isSure) return;
    const lines = said.map(({ line, outcome, qty }) => ({ line, outcome, qty }));
    if ((await settle.send({ transfer: transfer.transfer, note, lines })) === null) return;
    draft.reset();
    await invalidate(['transfer', 'stock']);
    toast(t('transfers.settleDone'));
    onBack();
  };
  return (
    <DetailPane
      title={t('transfers.settle')}
      hint={t('transfers.settleHint', { from, to })}
      onClose={onClose}
      actions={
        <Button variant="quiet" onPress={onBack}>
          {t('common.back')}
        </Button>
      }
      footer={
        <SaveBar
          draft={draft}
          always
          label={t('transfers.settleSave')}
          busy={settle.busy}
          error={settle.error ?? (tried && said.length === 0 ? t('transfers.settleMissing') : null)}
          onSave={save}
        />
      }
    >
      <ul className={styles['goods']}>
        {missing.map((line, index) => (
          <MissingLine
            key={line.line}
            line={line}
            from={from}
            isFirst={index === 0}
            said={became[line.line] ?? null}
            onSay={(next) => {
              settle.clear();
              const { [line.line]: _, ...others } = became;
              draft.patch({ became: next === null ? others : { ...others, [line.line]: next } });
            }}
          />
        ))}
      </ul>
      <TextField
        label={t('transfers.reason')}
        placeholder={t('transfers.reasonPlaceholder')}
        value={note}
        maxLength={200}
        error={tried && needsReason ? t('transfers.reasonMissing') : undefined}
        onChange={(next) => draft.patch({ note: next })}
      />
    </DetailPane>
  );
}

type Saying = Said['became'][string] | null;

function MissingLine({
  line,
  from,
  isFirst,
  said,
  onSay,
}: {
  readonly line: TransferLineView;
  readonly from: string;
  readonly isFirst: boolean;
  readonly said: Saying;
  readonly onSay: (said: Saying) => void;
}): ReactNode {
  const t = useT();
  const { quantityOf } = useFormats();
  const { name, unit, inTransit } = line;
  return (
    <li className={styles['missing']}>
      <span className={styles['name']}>
        {name}
        <span className={styles['differs']}>
          {t('transfers.missing', { qty: quantityOf(inTransit, unit) })}
        </span>
      </span>
      <div className={styles['became']}>
        <Select
          label={t('transfers.settleOf', { name })}
          labelled="hidden"
          className={styles['outcome'] ?? ''}
          autoFocus={isFirst}
          value={said?.outcome ?? ''}
          options={[
            { value: '', label: t('transfers.outcome.open') },
            { value: 'returned', label: t('transfers.outcome.returned', { from }) },
            { value: 'damaged', label: t('transfers.outcome.damaged', { from }) },
            { value: 'lost', label: t('transfers.outcome.lost') },
          ]}
          onChange={(value) => {
            const outcome = BECAME.find((each) => each === value);
            onSay(outcome === undefined ? null : { outcome, qty: said?.qty ?? inTransit });
          }}
        />
        {said === null ? null : (
          <div className={styles['count']}>
            <QuantityField
              label={t('transfers.settleQty', { name })}
              labelled="hidden"
              decimals={unit === 'piece' ? 0 : 3}
              {...(unit === 'piece' ? {} : { unit })}
              value={said.qty}
              onChange={(qty) => onSay({ ...said, qty })}
            />
          </div>
        )}
      </div>
    </li>
  );
}
