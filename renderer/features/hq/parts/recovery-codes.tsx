import { IconPrinter } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { Button } from '#renderer/ui/button.tsx';
import { Checkbox } from '#renderer/ui/choice.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { openDialog } from '#renderer/ui/dialogs.tsx';
import { Row } from '#renderer/ui/layout.tsx';
import { NoticeLine } from '#renderer/ui/notice.tsx';
import { useT } from '#renderer/ui/words.tsx';
import { CopyButton } from './copy-button.tsx';
import styles from './recovery-codes.module.css';

/** Shows the codes over whatever screen comes next, until they are put away: nothing else ever shows them. */
export const showRecoveryCodes = (codes: readonly string[]): Promise<true | null> =>
  openDialog<true>((answer) => <RecoveryCodes codes={codes} onDone={() => answer(true)} />, 'after');

interface RecoveryCodesProps {
  readonly codes: readonly string[];
  readonly onDone: () => void;
}

/** The way back in without the telephone: on paper before anything else happens. */
function RecoveryCodes({ codes, onDone }: RecoveryCodesProps): ReactNode {
  const t = useT();
  const [noted, setNoted] = useState(false);
  const [pressed, setPressed] = useState(false);
  const leave = (): void => (noted ? onDone() : setPressed(true));
  return (
    <Dialog
      title={t('hq.codes.title')}
      size="wide"
      onClose={leave}
      cancelLabel={t('hq.codes.go')}
      actions={
        <>
          <CopyButton text={codes.join('\n')} label={t('hq.codes.copy')} />
          <Button icon={IconPrinter} onPress={() => window.print()}>
            {t('common.print')}
          </Button>
        </>
      }
    >
      <p>{t('hq.codes.hint')}</p>
      <ol className={styles['codes']}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <Row gap={2}>
        <Checkbox label={t('hq.codes.noted')} value={noted} onChange={setNoted} />
      </Row>
      {pressed && !noted ? <NoticeLine tone="warn">{t('hq.codes.first')}</NoticeLine> : null}
    </Dialog>
  );
}
