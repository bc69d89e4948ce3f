import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { newCommandId } from '#renderer/features/approval/new-command-id.ts';
import { withApproval } from '#renderer/features/approval/with-approval.tsx';
import { client, host, queries } from '#renderer/host/host.ts';
import { askReason } from '#renderer/ui/dialogs.tsx';
import { useT } from '#renderer/ui/words.tsx';
import type { SaleView } from '#shared/contract/sales.ts';
import { pulseDrawer } from '../cash/pulse-drawer.ts';
import type { BroughtLine } from './brought-back.ts';
import { keepDone } from './done.ts';

const WHY = ['returns.why.mind', 'returns.why.faulty', 'returns.why.wrong', 'returns.why.price'] as const;

/** What the chosen lines give back, and giving it: reason, approval where the right asks for one, drawer, done. */
export function useGiveBack(sale: SaleView, lines: readonly BroughtLine[], onDone: () => void) {
  const t = useT();
  const [, navigate] = useLocation();
  const [state, setState] = useState<{ readonly busy: boolean; readonly failure?: unknown }>({ busy: false });
  const input = { sale: sale.sale, lines: [...lines] };
  const preview = host.returns.preview.queryOptions({ input });
  const asked = useQuery({
    ...preview,
    enabled: lines.length > 0,
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
  const give = async (): Promise<void> => {
    const reason = await askReason({
      title: t('returns.whyTitle'),
      text: t('returns.whyText'),
      confirm: t('returns.give'),
      suggestions: WHY.map((key) => t(key)),
    });
    if (reason === null) return;
    setState({ busy: true });
    const commandId = newCommandId();
    try {
      // Asked for before the last change was reckoned: what goes back is what stands now.
      const { tenders } = await queries.ensureQueryData(preview);
      const done = await withApproval(
        (attempt) => client.returns.accept({ ...attempt, ...input, reason }),
        commandId,
      );
      setState({ busy: false });
      if (done === null) return;
      keepDone({ ...done, tenders });
      onDone();
      // What was left of it before is no answer any more: the next slip of this sale waits for the new one.
      queries.removeQueries({ queryKey: host.sales.get.key({ input: { sale: sale.sale } }) });
      navigate(`/return/done/${done.ret}`);
      if (done.drawer) await pulseDrawer(done.ret, t);
    } catch (failure) {
      setState({ busy: false, failure });
    }
  };
  return {
    preview: lines.length === 0 ? undefined : asked.data,
    failure: state.failure ?? asked.error,
    busy: state.busy,
    ready: lines.length > 0 && !asked.isError && !state.busy,
    give,
  };
}

export type Giving = ReturnType<typeof useGiveBack>;
