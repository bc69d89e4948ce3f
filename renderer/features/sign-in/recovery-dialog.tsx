import { type ReactNode, useState } from 'react';
import { refusedWith } from '#renderer/host/failure.ts';
import { client, host, queries } from '#renderer/host/host.ts';
import { useFailureText } from '#renderer/host/use-failure-text.ts';
import { Dialog } from '#renderer/ui/dialog.tsx';
import type { Answer } from '#renderer/ui/dialogs.tsx';
import { TextField } from '#renderer/ui/field.tsx';
import { ErrorLine } from '#renderer/ui/notice.tsx';
import { useT } from '#renderer/ui/words.tsx';
import { pinProblem } from './pin-problem.ts';

/** The owner's way in without a PIN: the code from set-up, once, and a new PIN. */
export function RecoveryDialog({ answer }: { readonly answer: Answer<true> }): ReactNode {
  const t = useT();
  const say = useFailureText();
  const [code, setCode] = useState('');
  const [pin, setPin] = useState('');
  const [again, setAgain] = useState('');
  const [pressed, setPressed] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const problem = pinProblem(pin, again);
  const short = code.replaceAll(/[^A-Za-z0-9]/g, '').length < 4;
  const send = async (): Promise<void> => {
    setPressed(true);
    if (short || problem !== null) return;
    setBusy(true);
    try {
      queries.setQueryData(host.session.get.queryKey(), await client.session.recover({ code, newPin: pin }));
      answer(true);
    } catch (refusal) {
      setFailure(refusal);
    }
    setBusy(false);
  };
  const wrong = refusedWith(failure, 'PIN_WRONG') ? t('signIn.codeWrong') : say(failure);
  return (
    <Dialog
      title={t('signIn.recover')}
      onClose={() => answer(null)}
      confirm={{ label: t('signIn.recoverDo'), onPress: send, busy }}
    >
      <p className="dim">{t('signIn.recoverHint')}</p>
      <TextField
        label={t('signIn.code')}
        value={code}
        onChange={setCode}
        maxLength={80}
        size="large"
        autoFocus
        error={pressed && short ? t('signIn.codeNeeded') : undefined}
      />
      <TextField
        label={t('signIn.newPin')}
        hint={t('signIn.pinRule')}
        value={pin}
        onChange={setPin}
        type="password"
        inputMode="numeric"
        maxLength={8}
        error={pressed && problem?.field === 'pin' ? t(problem.say) : undefined}
      />
      <TextField
        label={t('signIn.pinAgain')}
        value={again}
        onChange={setAgain}
        type="password"
        inputMode="numeric"
        maxLength={8}
        error={pressed && problem?.field === 'again' ? t(problem.say) : undefined}
      />
      <ErrorLine text={wrong} />
    </Dialog>
  );
}
