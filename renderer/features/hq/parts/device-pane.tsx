import { type ReactNode, useState } from 'react';
import { DetailPane } from '#renderer/features/office/parts/detail-pane.tsx';
import { useSend } from '#renderer/features/office/use-send.ts';
import { invalidate } from '#renderer/host/changes.ts';
import { hqClient, useHqMay, useHqNow } from '#renderer/host/hq.ts';
import { StatusWord } from '#renderer/ui/badge.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { askConfirm } from '#renderer/ui/dialogs.tsx';
import { TextField } from '#renderer/ui/field.tsx';
import { FormSection, WideField } from '#renderer/ui/form-layout.tsx';
import { ErrorLine, toast } from '#renderer/ui/notice.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import type { DeviceRow } from '#shared/contract/hq/stores.ts';
import { deviceState, skewWords } from '../device-state.ts';
import { CopiedDevice } from './copied-device.tsx';
import { Facts } from './facts.tsx';
import { LostFacts } from './lost-facts.tsx';
import { StoppedHandOver } from './stopped-hand-over.tsx';

interface DevicePaneProps {
  readonly device: DeviceRow;
  /** Makes a code for the register it was. */
  readonly onEnrol: () => void;
  readonly onClose: () => void;
}

/** One register: how it is, what it is called, and the way out. */
export function DevicePane({ device, onEnrol, onClose }: DevicePaneProps): ReactNode {
  const t = useT();
  const formats = useFormats();
  const now = useHqNow(10_000);
  const may = useHqMay('hq.devices');
  const { words, tone } = deviceState(device, { t, formats, now });
  return (
    <DetailPane
      title={t('frame.register', { store: device.storeName, register: device.register })}
      hint={<StatusWord tone={tone}>{words}</StatusWord>}
      onClose={onClose}
      toRead
    >
      <StoppedHandOver device={device} />
      <LostFacts device={device} />
      <Facts
        facts={[
          [t('hq.device.seen'), device.lastSeen === null ? '–' : formats.dateTime(device.lastSeen)],
          [t('hq.device.waiting'), formats.count(device.waiting)],
          ...(device.waitingSince === null
            ? []
            : [[t('hq.device.waitingSince'), formats.dateTime(device.waitingSince)] as const]),
          ...(device.handOver === null
            ? []
            : [
                [
                  t('hq.device.handOver'),
                  t('link.handOverOf', {
                    done: formats.count(device.handOver.done),
                    total: formats.count(device.handOver.total),
                  }),
                ] as const,
              ]),
          [t('hq.device.notPosted'), formats.count(device.notPosted)],
          [t('hq.device.clock'), skewWords(device.skew, { t, formats })],
          [t('hq.device.compared'), device.comparedAt === null ? '–' : formats.dateTime(device.comparedAt)],
          [t('hq.device.version'), device.version],
          [t('hq.device.entries'), formats.count(device.seq)],
          [t('hq.device.enrolled'), formats.dateTime(device.enrolledAt)],
          [
            t('hq.device.id'),
            <span key="id" className="dim">
              {device.device}
            </span>,
          ],
        ]}
      />
      {may ? <Rename device={device} /> : null}
      {may ? <Standing device={device} onEnrol={onEnrol} /> : null}
    </DetailPane>
  );
}

/** What can be done about its standing: it is in, it seems to be two, or it is out. */
function Standing({ device, onEnrol }: Pick<DevicePaneProps, 'device' | 'onEnrol'>): ReactNode {
  const t = useT();
  if (device.state !== 'revoked')
    return device.copied ? <CopiedDevice device={device} /> : <Revoke device={device} />;
  return (
    <FormSection title={t('hq.device.again')} hint={t('hq.device.againHint')}>
      <WideField>
        <Button onPress={onEnrol}>{t('hq.codes.makeIt')}</Button>
      </WideField>
    </FormSection>
  );
}

function Rename({ device }: { readonly device: DeviceRow }): ReactNode {
  const t = useT();
  const [name, setName] = useState(device.name);
  const renaming = useSend(hqClient.devices.rename);
  const rename = async (): Promise<void> => {
    const saved = await renaming.send({ device: device.device, name: name.trim() });
    if (saved === null) return;
    await invalidate(['devices']);
    toast(t('common.saved'));
  };
  return (
    <FormSection title={t('hq.device.name')} hint={t('hq.device.nameHint')}>
      <WideField>
        <TextField
          label={t('hq.device.name')}
          labelled="hidden"
          value={name}
          maxLength={120}
          onChange={setName}
          onEnter={() => void rename()}
        />
      </WideField>
      <WideField>
        <ErrorLine text={renaming.error} />
        <Button
          busy={renaming.busy}
          disabled={name.trim() === '' || name.trim() === device.name}
          onPress={() => void rename()}
        >
          {t('hq.device.rename')}
        </Button>
      </WideField>
    </FormSection>
  );
}

function Revoke({ device }: { readonly device: DeviceRow }): ReactNode {
  const t = useT();
  const revoking = useSend(hqClient.devices.revoke);
  const revoke = async (): Promise<void> => {
    const sure = await askConfirm({
      title: t('hq.device.revokeAsk', { store: device.storeName, register: device.register }),
      text: t('hq.device.revokeText'),
      confirm: t('hq.device.revoke'),
      tone: 'danger',
    });
    if (!sure || (await revoking.send({ device: device.device })) === null) return;
    await invalidate(['devices']);
    toast(t('hq.device.revokeDone'));
  };
  return (
    <FormSection title={t('hq.device.revoke')} hint={t('hq.device.revokeHint')}>
      <WideField>
        <ErrorLine text={revoking.error} />
        <Button variant="danger" busy={revoking.busy} onPress={() => void revoke()}>
          {t('hq.device.revoke')}
        </Button>
      </WideField>
    </FormSection>
  );
}
