import { IconAlertTriangle, IconCheck, IconClockPause } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import styles from './last-scans.module.css';
import type { ScanRecord } from './scan-desk.ts';
import { useLastScans } from './use-keys.ts';

const SIGNS = { good: IconCheck, bad: IconAlertTriangle, held: IconClockPause } as const;

/** The last five scans and what became of them. */
export function LastScans(): ReactNode {
  const t = useT();
  const scans = useLastScans();
  return (
    <section aria-label={t('scan.last')}>
      <h3>{t('scan.last')}</h3>
      {scans.length === 0 ? <p className="dim">{t('scan.none')}</p> : null}
      <ol className={styles['list']}>
        {scans.map((scan) => (
          <ScanLine key={scan.id} scan={scan} />
        ))}
      </ol>
    </section>
  );
}

function ScanLine({ scan }: { readonly scan: ScanRecord }): ReactNode {
  const t = useT();
  const { time } = useFormats();
  const Sign = SIGNS[scan.outcome];
  return (
    <li className={styles['line']} data-outcome={scan.outcome}>
      <Sign size={16} stroke={2} aria-hidden="true" />
      <span className={styles['code']}>{scan.text}</span>
      <span className="dim">{t(`scan.${scan.outcome}`)}</span>
      <span className="dim">{time(scan.at)}</span>
    </li>
  );
}
