import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { hqDoor, nowIAm } from '#renderer/host/hq.ts';
import { useFailureText } from '#renderer/host/use-failure-text.ts';
import { useT } from '#renderer/ui/words.tsx';
import { useStep } from '../use-step.ts';
import { CopyButton } from './copy-button.tsx';
import { CodeField, DoorCard } from './door-frame.tsx';
import styles from './enrol-factor.module.css';
import { showRecoveryCodes } from './recovery-codes.tsx';

/** The second factor: a picture for the authenticator, and a code back to show that it was taken. */
export function EnrolFactor(): ReactNode {
  const t = useT();
  const say = useFailureText();
  const [code, setCode] = useState('');
  const factor = useQuery({
    queryKey: ['new-factor'],
    queryFn: () => hqDoor.session.newFactor(),
    gcTime: 0,
  });
  const step = useStep(
    () => hqDoor.session.confirmFactor({ code }),
    ({ session, recoveryCodes }) => {
      void showRecoveryCodes(recoveryCodes);
      nowIAm(session);
    },
  );
  const picture = factor.data?.picture;
  const secret = factor.data?.secret;
  return (
    <DoorCard
      title={t('hq.enrol.title')}
      hint={t('hq.enrol.hint')}
      step={{ ...step, error: step.error ?? say(factor.error) }}
      go={t('hq.enrol.go')}
      ready={code.replaceAll(/\D/g, '').length >= 6}
      wide
    >
      <div className={styles['columns']}>
        <div className={styles['picture']}>
          {picture === undefined ? null : (
            <img
              alt={t('hq.enrol.picture')}
              src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(picture)}`}
            />
          )}
        </div>
        <div className={styles['words']}>
          <ol className={styles['list']}>
            <li>{t('hq.enrol.first')}</li>
            <li>{t('hq.enrol.second')}</li>
            <li>{t('hq.enrol.third')}</li>
          </ol>
          {secret === undefined ? null : (
            <>
              <p className="dim">{t('hq.enrol.byHand')}</p>
              <output className={styles['secret']} aria-label={t('hq.enrol.secret')}>
                {secret.replaceAll(/(.{4})(?=.)/g, '$1 ')}
              </output>
              <CopyButton text={secret} />
            </>
          )}
        </div>
      </div>
      <CodeField label={t('hq.enrol.code')} inputMode="numeric" value={code} onChange={setCode} />
    </DoorCard>
  );
}
