import type { ReactNode } from 'react';
import { useSend } from '#renderer/features/office/use-send.ts';
import { invalidate } from '#renderer/host/changes.ts';
import { hqClient } from '#renderer/host/hq.ts';
import { Button } from '#renderer/ui/button.tsx';
import { askReason } from '#renderer/ui/dialogs.tsx';
import { FormSection, WideField } from '#renderer/ui/form-layout.tsx';
import { ErrorLine, toast } from '#renderer/ui/notice.tsx';
import { useT } from '#renderer/ui/words.tsx';
import type { DeviceRow } from '#shared/contract/hq/stores.ts';

interface CopiedDeviceProps {
  readonly device: DeviceRow;
  readonly onDone?: () => void;
}

/** Two disks have shown one key: the next to come is the register, or neither is. Each way says what it means before it is taken. */
export function CopiedDevice({ device, onDone }: CopiedDeviceProps): ReactNode {
  const t = useT();
  const letting = useSend(hqClient.devices.letBack);
  const revoking = useSend(hqClient.devices.revoke);
  const named = { store: device.storeName, register: device.register };
  const done = async (words: string): Promise<void> => {
    await invalidate(['devices', 'exceptions']);
    toast(words);
    onDone?.();
  };
  const letBack = async (): Promise<void> => {
    const note = await askReason({
      title: t('hq.copied.backAsk', named),
      text: t('hq.copied.backText'),
      confirm: t('hq.copied.back'),
    });
    if (note === null || (await letting.send({ device: device.device, note })) === null) return;
    await done(t('hq.copied.backDone'));
  };
  const revoke = async (): Promise<void> => {
    const note = await askReason({
      title: t('hq.device.revokeAsk', named),
      text: t('hq.device.revokeText'),
      confirm: t('hq.device.revoke'),
    });
    if (note === null || (await revoking.send({ device: device.device, note })) === null) return;
    await done(t('hq.device.revokeDone'));
  };
  return (
    <>
      <FormSection title={t('hq.copied.back')} hint={t('hq.copied.backHint')}>
        <WideField>
          <ErrorLine text={letting.error} />
          <Button busy={letting.busy} onPress={() => void letBack()}>
            {t('hq.copied.back')}
          </Button>
        </WideField>
      </FormSection>
      <FormSection title={t('hq.device.revoke')} hint={t('hq.copied.revokeHint')}>
        <WideField>
          <ErrorLine text={revoking.error} />
          <Button variant="danger" busy={revoking.busy} onPress={() => void revoke()}>
            {t('hq.device.revoke')}
          </Button>
        </WideField>
      </FormSection>
    </>
  );
}
