import { type ReactNode, useState } from 'react';
import { useSend } from '#renderer/features/office/use-send.ts';
import { invalidate } from '#renderer/host/changes.ts';
import { client } from '#renderer/host/host.ts';
import { useSession } from '#renderer/host/use-session.ts';
import { Dialog } from '#renderer/ui/dialog.tsx';
import type { Answer } from '#renderer/ui/dialogs.tsx';
import { toast } from '#renderer/ui/notice.tsx';
import { PinPad } from '#renderer/ui/pin-pad.tsx';
import { useT } from '#renderer/ui/words.tsx';
import { checkPin } from '#shared/domain/people/pin.ts';
import { errorText } from '#shared/i18n/index.ts';
import type { PersonView } from '../person-state.ts';

interface PinDialogProps {
  readonly person: Pick<PersonView, 'id' | 'name' | 'hasPin'>;
  readonly answer: Answer<true>;
}

/** Sets a PIN: one's own asks for the present one first; typed twice, kept nowhere on this side. */
export function PinDialog({ person, answer }: PinDialogProps): ReactNode {
  const t = useT();
  const own = useSession().person?.id === person.id && person.hasPin;
  const saving = useSend(client.people.setPin);
  const [current, setCurrent] = useState<string | null>(null);
  const [first, setFirst] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const step = own && current === null ? 'own' : first === null ? 'first' : 'again';
  const titles = {
    own: t('staff.pinOwn'),
    first: t('staff.pinType', { name: person.name }),
    again: t('staff.pinAgain'),
  } as const;
  const take = async (pin: string): Promise<void> => {
    setProblem(null);
    saving.clear();
    if (step === 'own') return setCurrent(pin);
    if (step === 'first') {
      if (checkPin(pin).ok) setFirst(pin);
      else setProblem(errorText(t, 'PIN_WEAK'));
      return;
    }
    setFirst(null);
    if (pin !== first) return setProblem(t('staff.pinDiffers'));
    const done = await saving.send({
      person: person.id,
      pin,
      ...(current === null ? {} : { currentPin: current }),
    });
    if (done === null) return setCurrent(null);
    await invalidate(['people']);
    toast(t('staff.pinSaved', { name: person.name }));
    answer(true);
  };
  return (
    <Dialog title={t('staff.pinTitle', { name: person.name })} size="small" onClose={() => answer(null)}>
      <p className="dim">{t('staff.pinHint')}</p>
      <PinPad
        key={step}
        title={titles[step]}
        onPin={(pin) => void take(pin)}
        busy={saving.busy}
        error={problem ?? saving.error ?? undefined}
      />
    </Dialog>
  );
}
