import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { hqDoor, nowIAm, useHqSession } from '#renderer/host/hq.ts';
import { useFailureText } from '#renderer/host/use-failure-text.ts';
import { SegmentedControl } from '#renderer/ui/choice.tsx';
import { useT } from '#renderer/ui/words.tsx';
import type { KeptFactor } from '#shared/contract/hq/session.ts';
import { makePasskey, offersPasskeys } from '../passkeys.ts';
import { useStep } from '../use-step.ts';
import { AppSecret } from './app-secret.tsx';
import { CodeField, DoorCard } from './door-frame.tsx';
import { PasskeyName } from './passkey-name.tsx';
import { showRecoveryCodes } from './recovery-codes.tsx';

const KINDS = ['app', 'passkey'] as const;

/** The first second factor: an authenticator app, or a passkey where browser and address know them. */
export function EnrolFactor(): ReactNode {
  const t = useT();
  const session = useHqSession();
  const [kind, setKind] = useState<(typeof KINDS)[number]>('app');
  const choice = offersPasskeys(session) ? (
    <SegmentedControl
      label={t('hq.enrol.kind')}
      value={kind}
      options={KINDS.map((value) => ({ value, label: t(`hq.factors.${value}`) }))}
      onChange={setKind}
    />
  ) : null;
  return kind === 'app' ? <EnrolApp choice={choice} /> : <EnrolPasskey choice={choice} />;
}

interface EnrolProps {
  readonly choice: ReactNode;
}

/** A picture for the authenticator, and a code back to show that it was taken. */
function EnrolApp({ choice }: EnrolProps): ReactNode {
  const t = useT();
  const say = useFailureText();
  const [code, setCode] = useState('');
  const factor = useQuery({
    queryKey: ['new-factor'],
    queryFn: () => hqDoor.session.newFactor(),
    gcTime: 0,
  });
  const step = useStep(() => hqDoor.session.confirmFactor({ code }), comeIn);
  return (
    <DoorCard
      title={t('hq.enrol.title')}
      hint={t('hq.enrol.hint')}
      step={{ ...step, error: step.error ?? say(factor.error) }}
      go={t('hq.enrol.go')}
      ready={code.replaceAll(/\D/g, '').length >= 6}
      wide
    >
      {choice}
      <AppSecret factor={factor.data} />
      <CodeField label={t('hq.enrol.code')} inputMode="numeric" value={code} onChange={setCode} />
    </DoorCard>
  );
}

function EnrolPasskey({ choice }: EnrolProps): ReactNode {
  const t = useT();
  const [name, setName] = useState(t('hq.passkey.here'));
  const step = useStep(() => makePasskey({ name }), comeIn);
  return (
    <DoorCard
      title={t('hq.passkey.title')}
      hint={t('hq.enrol.hint')}
      step={step}
      go={t('hq.passkey.make')}
      ready={name.trim() !== ''}
      wide
    >
      {choice}
      <p>{t('hq.passkey.what')}</p>
      <PasskeyName value={name} onChange={setName} size="large" />
    </DoorCard>
  );
}

function comeIn({ session, recoveryCodes }: KeptFactor): void {
  void showRecoveryCodes(recoveryCodes);
  nowIAm(session);
}
