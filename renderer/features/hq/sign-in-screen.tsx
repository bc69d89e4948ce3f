import { type ReactNode, useState } from 'react';
import { hqDoor, nowIAm, useHqSession } from '#renderer/host/hq.ts';
import { Button } from '#renderer/ui/button.tsx';
import { TextField } from '#renderer/ui/field.tsx';
import { NoticeLine } from '#renderer/ui/notice.tsx';
import { useT } from '#renderer/ui/words.tsx';
import { CodeField, DoorCard, DoorFrame, PasswordField } from './parts/door-frame.tsx';
import { EnrolFactor } from './parts/enrol-factor.tsx';
import { offersPasskeys, provePasskey } from './passkeys.ts';
import { useStep } from './use-step.ts';

/** Nobody is in: password, then whatever is still asked, one thing at a time. */
export function HqSignInScreen(): ReactNode {
  const { chain, stage } = useHqSession();
  return (
    <DoorFrame chain={chain}>
      {stage === null ? (
        <Password />
      ) : stage === 'new-password' ? (
        <NewPassword />
      ) : stage === 'enrol' ? (
        <EnrolFactor />
      ) : (
        <Factor />
      )}
    </DoorFrame>
  );
}

function Password(): ReactNode {
  const t = useT();
  const [account, setAccount] = useState('');
  const [password, setPassword] = useState('');
  const step = useStep(() => hqDoor.session.signIn({ account: account.trim(), password }), nowIAm);
  return (
    <DoorCard
      title={t('hq.signIn.title')}
      step={step}
      go={t('hq.signIn.go')}
      ready={account.trim() !== '' && password !== ''}
      others={<p className="dim">{t('hq.signIn.lost')}</p>}
    >
      <TextField
        label={t('hq.signIn.account')}
        name="account"
        autoComplete="username"
        value={account}
        onChange={setAccount}
        maxLength={80}
        size="large"
        autoFocus
      />
      <PasswordField
        label={t('hq.signIn.password')}
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
      />
    </DoorCard>
  );
}

function NewPassword(): ReactNode {
  const t = useT();
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const [pressed, setPressed] = useState(false);
  const differs = pressed && password !== again;
  const step = useStep(() => hqDoor.session.choosePassword({ password }), nowIAm);
  const go = (): unknown => {
    setPressed(true);
    return password === again ? step.go() : undefined;
  };
  return (
    <DoorCard
      title={t('hq.password.title')}
      hint={t('hq.password.hint')}
      step={{ ...step, go }}
      go={t('common.next')}
      ready={password !== ''}
    >
      <PasswordField
        label={t('hq.password.new')}
        hint={t('hq.password.rule')}
        autoComplete="new-password"
        value={password}
        onChange={setPassword}
        autoFocus
      />
      <PasswordField
        label={t('hq.password.again')}
        autoComplete="new-password"
        value={again}
        onChange={setAgain}
        error={differs ? t('hq.password.differs') : undefined}
      />
    </DoorCard>
  );
}

/** A passkey where the account has one that works here; else, or when it is not at hand, a code. */
function Factor(): ReactNode {
  const session = useHqSession();
  const offered = offersPasskeys(session);
  const [byCode, setByCode] = useState(!offered);
  const t = useT();
  if (!byCode) return <FactorByPasskey onOther={() => setByCode(true)} />;
  const byApp = session.factors.includes('app');
  const noneHere = offered ? undefined : t('hq.factor.recoveryHint');
  return (
    <FactorByCode
      title={byApp ? t('hq.factor.title') : t('hq.factor.recoveryTitle')}
      words={byApp ? t('hq.factor.hint') : noneHere}
      other={offered ? <Button onPress={() => setByCode(false)}>{t('hq.passkey.instead')}</Button> : null}
    />
  );
}

function FactorByPasskey({ onOther }: { readonly onOther: () => void }): ReactNode {
  const t = useT();
  const step = useStep(provePasskey, nowIAm);
  return (
    <DoorCard
      title={t('hq.passkey.prove')}
      hint={t('hq.passkey.proveHint')}
      step={step}
      go={t('hq.passkey.use')}
      ready
      others={
        <>
          <Button onPress={onOther}>{t('hq.factor.instead')}</Button>
          <SomebodyElse />
        </>
      }
    />
  );
}

interface FactorByCodeProps {
  readonly title: string;
  readonly words: string | undefined;
  readonly other: ReactNode;
}

function FactorByCode({ title, words, other }: FactorByCodeProps): ReactNode {
  const t = useT();
  const [code, setCode] = useState('');
  const step = useStep(() => hqDoor.session.prove({ code }), nowIAm);
  return (
    <DoorCard
      title={title}
      hint={words}
      step={step}
      go={t('hq.factor.go')}
      ready={code.replaceAll(/\W/g, '').length >= 6}
      others={
        <>
          {other}
          <NoticeLine>{t('hq.factor.recovery')}</NoticeLine>
          <SomebodyElse />
        </>
      }
    >
      <CodeField label={t('hq.factor.code')} value={code} onChange={setCode} />
    </DoorCard>
  );
}

function SomebodyElse(): ReactNode {
  const t = useT();
  const leave = useStep(() => hqDoor.session.lock(), nowIAm);
  return (
    <Button variant="quiet" onPress={() => void leave.go()}>
      {t('hq.factor.other')}
    </Button>
  );
}
