import type { ReactNode } from 'react';
import { stopWords } from '#renderer/features/link/hand-over-words.ts';
import { useSend } from '#renderer/features/office/use-send.ts';
import { invalidate } from '#renderer/host/changes.ts';
import { hqClient, useHqMay } from '#renderer/host/hq.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Row } from '#renderer/ui/layout.tsx';
import { ErrorLine, NoticeLine } from '#renderer/ui/notice.tsx';
import { useT } from '#renderer/ui/words.tsx';
import type { DeviceRow } from '#shared/contract/hq/stores.ts';

/** Why a store that hands over can't go on, and the button that has it looked at now. */
export function StoppedHandOver({ device }: { readonly device: DeviceRow }): ReactNode {
  const t = useT();
  const may = useHqMay('hq.devices');
  const again = useSend(hqClient.devices.handOverAgain);
  const stopped = device.handOver?.stopped ?? null;
  if (stopped === null) return null;
  const press = async (): Promise<void> => {
    if ((await again.send({ device: device.device })) !== null) await invalidate(['devices']);
  };
  return (
    <>
      <NoticeLine tone="bad">{stopWords(stopped, t, 'hq')}</NoticeLine>
      <ErrorLine text={again.error} />
      {may ? (
        <Row gap={2}>
          <Button busy={again.busy} onPress={() => void press()}>
            {t('hq.device.handOverAgain')}
          </Button>
        </Row>
      ) : null}
    </>
  );
}
