import { IconAlertTriangle, IconCheck, IconHistory } from '@tabler/icons-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { counter, type Happened } from '#renderer/features/tickets/counter.ts';
import { useConnection } from '#renderer/host/use-session.ts';
import { openDialog } from '#renderer/ui/dialogs.tsx';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import { LastScansDialog } from './last-scans-dialog.tsx';
import styles from './sell.module.css';

/** What the last scan or touch did, readable from two metres; behind it the last five scans. */
export function JustHappened(): ReactNode {
  const t = useT();
  const { amount, money, quantityOf } = useFormats();
  const happened = useStore(counter, (state) => state.happened);
  if (useLineLost())
    return (
      <div className={styles['happened']} data-kind="unknown" data-testid="happened" role="status">
        <IconAlertTriangle size={24} stroke={2} />
        <span className={styles['what']}>{t('sell.lineLost')}</span>
      </div>
    );
  return (
    <div className={styles['happened']} data-kind={kindOf(happened)} data-testid="happened">
      {happened === null ? (
        <span className={styles['nothing']}>{t('sell.scanAnything')}</span>
      ) : happened.kind === 'added' && happened.printed !== null ? (
        <>
          <IconAlertTriangle size={24} stroke={2} />
          <span className={styles['what']}>{happened.line.name}</span>
          <span className={styles['much']}>
            {t('sell.labelDiffers', {
              printed: money(happened.printed),
              charged: money(happened.line.amount),
            })}
          </span>
        </>
      ) : happened.kind === 'added' ? (
        <>
          <IconCheck size={24} stroke={2.25} />
          <span className={styles['what']}>{happened.line.name}</span>
          <span className={styles['much']}>
            {quantityOf(happened.line.qty, happened.line.unit)} × {amount(happened.line.price)}
          </span>
        </>
      ) : (
        <>
          <IconAlertTriangle size={24} stroke={2} />
          <span className={styles['what']}>{t('sell.notKnown', { code: happened.code })}</span>
        </>
      )}
      <IconButton
        icon={IconHistory}
        label={t('scan.last')}
        variant="quiet"
        onPress={() => void openDialog((answer) => <LastScansDialog onClose={() => answer(null)} />)}
      />
    </div>
  );
}

/** A label's price that no longer holds is to be noticed: the customer has read it. */
const kindOf = (happened: Happened | null): string =>
  happened?.kind === 'added' && happened.printed !== null ? 'differs' : (happened?.kind ?? 'nothing');

/** The register has not answered for a moment; shorter gaps are not worth a word. */
function useLineLost(): boolean {
  const lost = useConnection() === 'lost';
  const [long, setLong] = useState(false);
  useEffect(() => {
    if (!lost) return setLong(false);
    const timer = setTimeout(() => setLong(true), LONG_MS);
    return () => clearTimeout(timer);
  }, [lost]);
  return lost && long;
}

const LONG_MS = 1000;
