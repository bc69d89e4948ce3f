import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { client } from '#renderer/host/host.ts';
import { useFailureText } from '#renderer/host/use-failure-text.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Row } from '#renderer/ui/layout.tsx';
import { useT } from '#renderer/ui/words.tsx';
import type { PrintJob } from '#shared/contract/back-office.ts';
import { slipState } from './print-jobs.ts';

/** What can be done about one slip: answer whether it printed, print it now, or let it go. */
export function JobButtons({ job }: { readonly job: PrintJob }): ReactNode {
  const t = useT();
  const say = useFailureText();
  const act = useMutation({ mutationFn: (call: () => Promise<unknown>) => call() });
  const state = slipState(job);
  const button = (words: string, call: () => Promise<unknown>): ReactNode => (
    <Button busy={act.isPending} onPress={() => act.mutate(call)}>
      {words}
    </Button>
  );
  if (state === 'printed' || state === 'discarded') return null;
  return (
    <Row gap={2} wrap>
      {act.error === null ? null : <span role="alert">{say(act.error)}</span>}
      {state === 'asked' ? (
        <>
          {button(t('receipt.itPrinted'), () => client.printing.answer({ job: job.id, printed: true }))}
          {button(t('receipt.itDidNot'), () => client.printing.answer({ job: job.id, printed: false }))}
        </>
      ) : null}
      {state === 'waits'
        ? button(t('receipt.printNow'), () => client.printing.printNow({ job: job.id }))
        : null}
      {state === 'asked'
        ? null
        : button(t('receipt.discard'), () => client.printing.discard({ job: job.id }))}
    </Row>
  );
}
