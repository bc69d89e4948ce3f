import { browserSupportsWebAuthn } from '@simplewebauthn/browser';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { queries } from '#renderer/host/host.ts';
import { hq, useHqNow } from '#renderer/host/hq.ts';
import { useFailureText } from '#renderer/host/use-failure-text.ts';
import { Button } from '#renderer/ui/button.tsx';
import { openDialog } from '#renderer/ui/dialogs.tsx';
import { FormSection, WideField } from '#renderer/ui/form-layout.tsx';
import { Row, Stack } from '#renderer/ui/layout.tsx';
import { ErrorLine, NoticeLine } from '#renderer/ui/notice.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import type { FactorsView } from '#shared/contract/hq/session.ts';
import { AppDialog, PasskeyDialog, RemoveFactorDialog } from './factor-dialogs.tsx';
import styles from './factors-section.module.css';

/** The second factors of whoever is in: what they have, and how to have others. One always stays. */
export function FactorsSection(): ReactNode {
  const t = useT();
  const say = useFailureText();
  const factors = useQuery(hq.session.factors.queryOptions());
  const { data } = factors;
  if (data === undefined) return <ErrorLine text={say(factors.error)} />;
  const canAdd = data.canMakePasskey && browserSupportsWebAuthn();
  return (
    <FormSection
      title={t('hq.factors.title')}
      hint={t('hq.factors.hint', { left: String(data.recoveryCodes) })}
    >
      <WideField>
        <Stack gap={3}>
          <FactorList factors={data} />
          <Row gap={2} wrap>
            {canAdd ? (
              <Button onPress={() => void ask(PasskeyDialog)}>{t('hq.factors.addPasskey')}</Button>
            ) : null}
            {data.app ? null : <Button onPress={() => void ask(AppDialog)}>{t('hq.factors.addApp')}</Button>}
          </Row>
          {canAdd ? null : <NoticeLine>{t('hq.factors.noPasskeys')}</NoticeLine>}
        </Stack>
      </WideField>
    </FormSection>
  );
}

function FactorList({ factors }: { readonly factors: FactorsView }): ReactNode {
  const t = useT();
  const { ago, day } = useFormats();
  const now = useHqNow(30_000);
  const stays = factors.passkeys.length + (factors.app ? 1 : 0) < 2;
  const app = factors.app ? [{ id: null, name: t('hq.factors.app'), said: [t('hq.factors.codes')] }] : [];
  const passkeys = factors.passkeys.map(({ id, name, madeAt, usedAt, elsewhere }) => ({
    id,
    name,
    said: [
      t('hq.factors.passkey'),
      t('hq.factors.made', { day: day(madeAt) }),
      usedAt === null ? t('hq.factors.never') : t('hq.factors.used', { ago: ago(usedAt, now) }),
      ...(elsewhere === null ? [] : [t('hq.factors.elsewhere', { site: elsewhere })]),
    ],
  }));
  return (
    <ul className={styles['factors']}>
      {[...app, ...passkeys].map(({ id, name, said }) => (
        <li key={id ?? 'app'}>
          <div className={styles['words']}>
            <strong>{name}</strong>
            <span className="dim">{said.join(' · ')}</span>
          </div>
          <Button
            disabled={stays}
            label={`${t('hq.factors.remove')}: ${name}`}
            onPress={() =>
              void openDialog((answer) => (
                <RemoveFactorDialog passkey={id} name={name} onClose={() => answer(null)} />
              )).then(readAgain)
            }
          >
            {t('hq.factors.remove')}
          </Button>
        </li>
      ))}
    </ul>
  );
}

const ask = (Asked: typeof PasskeyDialog): Promise<void> =>
  openDialog((answer) => <Asked onClose={() => answer(null)} />).then(readAgain);

const readAgain = (): Promise<void> => queries.invalidateQueries({ queryKey: hq.session.factors.key() });
