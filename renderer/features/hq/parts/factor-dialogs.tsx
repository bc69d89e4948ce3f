import { type ReactNode, useState } from 'react';
import { queries } from '#renderer/host/host.ts';
import { hq, hqClient, hqDoor } from '#renderer/host/hq.ts';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { TextField } from '#renderer/ui/field.tsx';
import { ErrorLine, toast } from '#renderer/ui/notice.tsx';
import { useT } from '#renderer/ui/words.tsx';
import { makePasskey } from '../passkeys.ts';
import { useStep } from '../use-step.ts';
import { AppSecret } from './app-secret.tsx';
import { PasskeyName } from './passkey-name.tsx';

interface FactorDialogProps {
  readonly onClose: () => void;
}

/** Another passkey for whoever is in. */
export function PasskeyDialog({ onClose }: FactorDialogProps): ReactNode {
  const t = useT();
  const [name, setName] = useState(t('hq.passkey.here'));
  const [password, setPassword] = useState('');
  const step = useStep(
    () => makePasskey({ name, password }),
    () => {
      toast(t('hq.factors.added', { name: name.trim() }));
      onClose();
    },
  );
  return (
    <Dialog
      title={t('hq.factors.addPasskey')}
      onClose={onClose}
      confirm={{
        label: t('hq.passkey.make'),
        onPress: step.go,
        busy: step.busy,
        disabled: name.trim() === '' || password === '',
      }}
    >
      <p>{t('hq.passkey.what')}</p>
      <PasskeyName value={name} onChange={setName} />
      <Password value={password} onChange={setPassword} />
      <ErrorLine text={step.error} />
    </Dialog>
  );
}

/** An authenticator app for whoever is in by passkeys alone. */
export function AppDialog({ onClose }: FactorDialogProps): ReactNode {
  const t = useT();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [factor, setFactor] = useState<Awaited<ReturnType<typeof hqDoor.session.newFactor>> | null>(null);
  const asking = useStep(() => hqDoor.session.newFactor({ password }), setFactor);
  const connecting = useStep(
    () => hqDoor.session.confirmFactor({ code }),
    () => {
      toast(t('hq.factors.added', { name: t('hq.factors.app') }));
      onClose();
    },
  );
  if (factor === null)
    return (
      <Dialog
        title={t('hq.factors.addApp')}
        onClose={onClose}
        confirm={{
          label: t('common.next'),
          onPress: asking.go,
          busy: asking.busy,
          disabled: password === '',
        }}
      >
        <Password value={password} onChange={setPassword} autoFocus />
        <ErrorLine text={asking.error} />
      </Dialog>
    );
  return (
    <Dialog
      title={t('hq.factors.addApp')}
      size="wide"
      onClose={onClose}
      confirm={{
        label: t('hq.enrol.go'),
        onPress: connecting.go,
        busy: connecting.busy,
        disabled: code.replaceAll(/\D/g, '').length < 6,
      }}
    >
      <AppSecret factor={factor} />
      <TextField
        label={t('hq.enrol.code')}
        autoComplete="one-time-code"
        inputMode="numeric"
        value={code}
        onChange={setCode}
        maxLength={10}
        autoFocus
      />
      <ErrorLine text={connecting.error} />
    </Dialog>
  );
}

interface RemoveFactorDialogProps extends FactorDialogProps {
  /** null: the authenticator app. */
  readonly passkey: string | null;
  readonly name: string;
}

export function RemoveFactorDialog({ passkey, name, onClose }: RemoveFactorDialogProps): ReactNode {
  const t = useT();
  const [password, setPassword] = useState('');
  const step = useStep(
    () => hqClient.session.removeFactor({ passkey, password }),
    (left) => {
      queries.setQueryData(hq.session.factors.queryKey(), left);
      toast(t('hq.factors.removed', { name }));
      onClose();
    },
  );
  return (
    <Dialog
      title={t('hq.factors.removeAsk', { name })}
      onClose={onClose}
      confirm={{
        label: t('hq.factors.remove'),
        onPress: step.go,
        busy: step.busy,
        disabled: password === '',
        tone: 'danger',
      }}
    >
      <p>{t('hq.factors.removeText')}</p>
      <Password value={password} onChange={setPassword} autoFocus />
      <ErrorLine text={step.error} />
    </Dialog>
  );
}

interface PasswordProps {
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly autoFocus?: boolean;
}

/** An unwatched screen is not enough to change how its owner comes in. */
function Password(props: PasswordProps): ReactNode {
  const t = useT();
  return (
    <TextField
      {...props}
      label={t('hq.factors.password')}
      hint={t('hq.factors.passwordHint')}
      type="password"
      autoComplete="current-password"
      maxLength={200}
    />
  );
}
