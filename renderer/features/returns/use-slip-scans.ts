import { useLocation } from 'wouter';
import { useScans } from '#renderer/commands/use-keys.ts';
import { findSlip } from '../sales-search/find-slip.ts';
import { showReturnSlip } from '../sales-search/return-slip-dialog.tsx';
import { returnAddress } from './commands.ts';

/**
 * A scanned slip leads to its sale's return, also from the middle of another one; a return's own slip is shown. `onGoods`: what to do
 * with a code that is no slip's; answers whether it belongs here.
 */
export function useSlipScans(onGoods?: (code: string) => Promise<boolean>): void {
  const [, navigate] = useLocation();
  useScans(async ({ text }) => {
    const found = await findSlip(text);
    if (found === null) return (await onGoods?.(text)) === true ? 'good' : 'bad';
    if (found.kind === 'sale') navigate(returnAddress(found.id));
    else void showReturnSlip(found.id);
    return 'good';
  });
}
