import type { ReactNode } from 'react';
import { useLocation } from 'wouter';
import { Button } from '#renderer/ui/button.tsx';
import { useT } from '#renderer/ui/words.tsx';
import type { ExceptionRow } from '#shared/contract/hq/chain-sales.ts';
import { transferAddress } from '../transfer-exception.ts';

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
