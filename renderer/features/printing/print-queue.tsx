import { IconPrinter } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { action } from '#renderer/commands/action.ts';
import { useActions } from '#renderer/commands/use-actions.ts';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { openDialog } from '#renderer/ui/dialogs.tsx';
import { useT } from '#renderer/ui/words.tsx';
import { PrintJobs } from './print-jobs.tsx';

/** The slips on their way, from anywhere. */
export const printQueue = action({
  id: 'print.queue',
  name: 'printing.queueOpen',
  icon: IconPrinter,
  scope: 'everywhere',
  keys: ['Alt+KeyY'],
  run: () => openDialog((answer) => <PrintQueueDialog onClose={() => answer(null)} />),
});

const actions = [printQueue] as const;

/** Offers the queue while mounted. Shows nothing. */
export function PrintQueue(): ReactNode {
  useActions(actions, undefined);
  return null;
}

function PrintQueueDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const t = useT();
  return (
    <Dialog title={t('printing.queue')} onClose={onClose} size="wide">
      <PrintJobs />
    </Dialog>
  );
}
