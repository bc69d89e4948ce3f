import type { ReactNode } from 'react';
import { useLocation } from 'wouter';
import { Button } from '#renderer/ui/button.tsx';
import { useT } from '#renderer/ui/words.tsx';
import type { ExceptionRow } from '#shared/contract/hq/chain-sales.ts';

/** Leads from an exception about goods between stores to where it can be put right. */
export function OpenTransfer({ exception }: { readonly exception: ExceptionRow }): ReactNode {
  const t = useT();
  const [, go] = useLocation();
  const address = transferAddress(exception);
  if (address === null) return null;
  return (
    <div>
      <Button onPress={() => go(address)}>{t('hq.transfers.openIt')}</Button>
    </div>
  );
}

/** A transfer is read where it was sent from; what these rules find is about a line of one, `<transfer>/<line>`. */
function transferAddress({ rule, store, subject, detail }: ExceptionRow): string | null {
  const from = rule === 'BACK_AND_RECEIVED' ? store : rule === 'RECEIVED_TWICE' ? detail['from'] : undefined;
  if (from === undefined) return null;
  const transfer = subject.slice(0, subject.lastIndexOf('/'));
  const show = rule === 'BACK_AND_RECEIVED' ? 'differs' : 'done';
  return `/hq/transfers?show=${show}&open=${encodeURIComponent(`${from} ${transfer}`)}`;
}
