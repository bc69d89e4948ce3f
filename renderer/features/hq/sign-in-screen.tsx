import { type ReactNode, useState } from 'react';
import { hqDoor, nowIAm, useHqSession } from '#renderer/host/hq.ts';
import { Button } from '#renderer/ui/button.tsx';
import { TextField } from '#renderer/ui/field.tsx';
import { ErrorLine, NoticeLine } from '#renderer/ui/notice.tsx';
import { useT } from '#renderer/ui/words.tsx';
import { DoorCard, DoorFrame } from './parts/door-frame.tsx';
import { EnrolFactor } from './parts/enrol-factor.tsx';
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
    <DoorCard title={t('hq.signIn.title')} onSubmit={step.go}>
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
      <TextField
        label={t('hq.signIn.password')}
        name="password"
        type="password"
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
        maxLength={200}
        size="large"
      />
      <ErrorLine text={step.error} />
      <Button
        type="submit"
        variant="accent"
        size="large"
        busy={step.busy}
        disabled={account.trim() === '' || password === ''}
      >
        {t('hq.signIn.go')}
      </Button>
      <p className="dim">{t('hq.signIn.lost')}</p>
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
    <DoorCard title={t('hq.password.title')} hint={t('hq.password.hint')} onSubmit={go}>
      <TextField
        label={t('hq.password.new')}
        hint={t('hq.password.rule')}
        type="password"
        autoComplete="new-password"
        value={password}
        onChange={setPassword}
        maxLength={200}
        size="large"
        autoFocus
      />
      <TextField
        label={t('hq.password.again')}
        type="password"
        autoComplete="new-password"
        value={again}
        onChange={setAgain}
        maxLength={200}
        size="large"
        error={differs ? t('hq.password.differs') : undefined}
      />
      <ErrorLine text={step.error} />
      <Button type="submit" variant="accent" size="large" busy={step.busy} disabled={password === ''}>
        {t('common.next')}
      </Button>
    </DoorCard>
  );
}

function Factor(): ReactNode {
  const t = useT();
  const [code, setCode] = useState('');
  const step = useStep(() => hqDoor.session.prove({ code }), nowIAm);
  const leave = useStep(() => hqDoor.session.lock(), nowIAm);
  return (
    <DoorCard title={t('hq.factor.title')} hint={t('hq.factor.hint')} onSubmit={step.go}>
      <TextField
        label={t('hq.factor.code')}
        name="code"
        autoComplete="one-time-code"
        value={code}
        onChange={setCode}
        maxLength={40}
        size="large"
        autoFocus
      />
      <ErrorLine text={step.error} />
      <Button
        type="submit"
        variant="accent"
        size="large"
        busy={step.busy}
        disabled={code.replaceAll(/\W/g, '').length < 6}
      >
        {t('hq.factor.go')}
      </Button>
      <NoticeLine>{t('hq.factor.recovery')}</NoticeLine>
      <Button variant="quiet" onPress={() => void leave.go()}>
        {t('hq.factor.other')}
      </Button>
    </DoorCard>
  );
}
