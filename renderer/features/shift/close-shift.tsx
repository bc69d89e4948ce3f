import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import { useActions } from '#renderer/commands/use-actions.ts';
import { newCommandId } from '#renderer/features/approval/new-command-id.ts';
import { type Attempt, withApproval } from '#renderer/features/approval/with-approval.tsx';
import { client, host, queries } from '#renderer/host/host.ts';
import { useFailureText } from '#renderer/host/use-failure-text.ts';
import { useSession } from '#renderer/host/use-session.ts';
import { ActionButton } from '#renderer/ui/action-button.tsx';
import { SegmentedControl } from '#renderer/ui/choice.tsx';
import { askConfirm } from '#renderer/ui/dialogs.tsx';
import { TextField } from '#renderer/ui/field.tsx';
import { ErrorLine, NoticeLine } from '#renderer/ui/notice.tsx';
import { ScreenHead } from '#renderer/ui/screen-head.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import { denominationFields } from '../cash/count-sheet.ts';
import { useKept } from '../cash/use-kept.ts';
import { closing, countOf, declaredFields, undeclared } from './closing.ts';
import { back, cancelCount, closeKeys, next } from './keys.ts';
import { Counting } from './parts/counting.tsx';
import type { CurrentShift } from './shift-menu.tsx';

interface CloseShiftProps {
  readonly shift: CurrentShift;
  /** The shift is no longer open: closed here, or by somebody else. */
  readonly closed: boolean;
}

/**
 * The count: selling on this drawer rests until it is finished or given up. Nothing here tells what should be in it;
 * every way of paying that is asked for must be filled in before the shift can be closed. When somebody else is quicker, the
 * screen goes to the Z that stands, which says that this count was not booked.
 */
export function CloseShift({ shift, closed }: CloseShiftProps): ReactNode {
  const t = useT();
  const say = useFailureText();
  const formats = useFormats();
  const [, navigate] = useLocation();
  const [typed, setTyped] = useKept(countOf(shift.shift));
  const [state, setState] = useState<{ readonly busy: boolean; readonly failure?: unknown }>({ busy: false });
  const denominations = useSession().store?.currency.denominations ?? [];
  const tenders = useQuery(host.shifts.x.queryOptions()).data?.tenders;
  const cash = denominationFields(denominations, formats.money);
  const others = declaredFields(tenders ?? [], formats.place.currency.exponent);
  const missing = undeclared(cash, others, typed);
  const voids = typed['tickets'] === 'void';
  const close = async (): Promise<void> => {
    const input = closing({ cash, others, typed });
    setState({ busy: true });
    const sure = await askConfirm({
      title: t('shift.closeTitle'),
      text: t('shift.closeText'),
      confirm: t('action.closeShift'),
    });
    if (!sure) return setState({ busy: false });
    try {
      const commandId = newCommandId();
      const tell = (attempt: Attempt) => client.shifts.close({ ...attempt, shift: shift.shift, ...input });
      const z = await withApproval(tell, commandId);
      if (z === null) return setState({ busy: false });
      if (z.command === commandId) setTyped(null);
      queries.setQueryData(host.shifts.z.queryKey({ input: { shift: z.shift } }), z);
      navigate(`/shift/z/${z.shift}`);
    } catch (failure) {
      setState({ busy: false, failure });
    }
  };
  const cancel = async (): Promise<void> => {
    await withApproval(({ commandId }) => client.shifts.cancelCount({ commandId, shift: shift.shift }));
    await queries.invalidateQueries({ queryKey: host.shifts.key() });
  };
  const { busy } = state;
  useEffect(() => {
    // While this window closes it itself, its answer says where to go.
    if (closed && !busy) navigate(`/shift/z/${shift.shift}`);
  }, [closed, busy, shift.shift, navigate]);
  useActions(closeKeys, {
    ready: tenders !== undefined && missing === null && !state.busy,
    next: close,
    cancel,
    goBack: () => navigate('/'),
  });
  const left = shift.openTickets + shift.parkedTickets;
  return (
    <Counting
      head={
        <ScreenHead title={t('shift.countTitle')} hint={t('shift.countHint')} back={back}>
          <ActionButton action={cancelCount} withIcon />
        </ScreenHead>
      }
      cash={cash}
      others={others}
      typed={typed}
      onTyped={setTyped}
      totalLabel={t('shift.cashCounted')}
    >
      {left === 0 ? null : (
        <div>
          <p className="strong">
            {t('shift.leftTickets', { open: shift.openTickets, parked: shift.parkedTickets })}
          </p>
          <SegmentedControl
            label={t('shift.leftTickets', { open: shift.openTickets, parked: shift.parkedTickets })}
            value={voids ? 'void' : 'keep'}
            onChange={(tickets) => setTyped({ ...typed, tickets })}
            options={[
              { value: 'keep', label: t('shift.keepTickets') },
              { value: 'void', label: t('shift.voidTickets') },
            ]}
          />
        </div>
      )}
      <TextField
        label={t('shift.note')}
        value={typed['note'] ?? ''}
        onChange={(note) => setTyped({ ...typed, note })}
        maxLength={1000}
      />
      {missing === null ? null : (
        <NoticeLine>
          {t('shift.stillToCount', { what: missing === '' ? t('shift.cash') : missing })}
        </NoticeLine>
      )}
      <ErrorLine text={say(state.failure)} />
      <ActionButton action={next} variant="accent" size="pay" busy={state.busy}>
        {t('action.closeShift')}
      </ActionButton>
    </Counting>
  );
}
