import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { withApproval } from '#renderer/features/approval/with-approval.tsx';
import { Slip } from '#renderer/features/receipt/slip.tsx';
import { client, host } from '#renderer/host/host.ts';
import { useFailureText } from '#renderer/host/use-failure-text.ts';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { openDialog, tell } from '#renderer/ui/dialogs.tsx';
import { ErrorLine, toast } from '#renderer/ui/notice.tsx';
import { useT } from '#renderer/ui/words.tsx';
import type { Translate } from '#shared/i18n/index.ts';

/** The slip of a return, to look at and print again. */
export const showReturnSlip = (ret: string): Promise<null> =>
  openDialog<never>((answer) => <ReturnSlipDialog ret={ret} onClose={() => answer(null)} />);

function ReturnSlipDialog({
  ret,
  onClose,
}: {
  readonly ret: string;
  readonly onClose: () => void;
}): ReactNode {
  const t = useT();
  const say = useFailureText();
  const { data: slip, error } = useQuery(
    host.sales.slip.queryOptions({ input: { document: ret, kind: 'return' } }),
  );
  return (
    <Dialog
      title={slip === undefined ? t('sales.isReturn') : `${t('sales.isReturn')} ${slip.number}`}
      onClose={onClose}
      cancelLabel={t('common.close')}
      confirm={{ label: t('action.reprint'), onPress: () => printCopy(ret, 'return', t) }}
    >
      <ErrorLine text={say(error)} />
      {slip === undefined ? null : <Slip svg={slip.svg} />}
    </Dialog>
  );
}

/** Prints a document again, marked as a copy; says where it went. */
export async function printCopy(document: string, kind: 'sale' | 'return', t: Translate): Promise<void> {
  const sent = await withApproval((attempt) => client.sales.reprint({ ...attempt, document, kind }));
  if (sent === null) return;
  if (sent.printJob === null) void tell({ title: t('shift.noPrinter'), text: t('sales.noPrinterHint') });
  else toast(t('shift.copySent'));
}
