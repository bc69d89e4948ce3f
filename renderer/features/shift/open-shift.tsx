import { IconCalendar } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useLocation } from 'wouter';
import { useActions } from '#renderer/commands/use-actions.ts';
import { withApproval } from '#renderer/features/approval/with-approval.tsx';
import { client, host, queries } from '#renderer/host/host.ts';
import { useFailureText } from '#renderer/host/use-failure-text.ts';
import { useRight, useSession } from '#renderer/host/use-session.ts';
import { ActionButton } from '#renderer/ui/action-button.tsx';
import { Checkbox } from '#renderer/ui/choice.tsx';
import { ErrorLine, NoticeLine } from '#renderer/ui/notice.tsx';
import { ScreenHead } from '#renderer/ui/screen-head.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import { countedOf, denominationFields, isCounted } from '../cash/count-sheet.ts';
import { useKept } from '../cash/use-kept.ts';
import { back, next, openKeys } from './keys.ts';
import { Counting } from './parts/counting.tsx';

/** The float, counted by whoever will be responsible for the drawer, and the day this shift belongs to. */
export function OpenShift(): ReactNode {
  const t = useT();
  const say = useFailureText();
  const formats = useFormats();
  const [, navigate] = useLocation();
  const denominations = useSession().store?.currency.denominations ?? [];
  const proposal = useQuery(host.shifts.proposal.queryOptions()).data;
  const [typed, setTyped] = useKept('shift.float');
  const [clockConfirmed, setClockConfirmed] = useState(false);
  const [state, setState] = useState<{ readonly busy: boolean; readonly failure?: unknown }>({ busy: false });
  const fields = denominationFields(denominations, formats.money);
  const mayOpen = useRight('shift.open') !== 'denied';
  const behind = proposal?.clockBehind === true;
  const open = async (): Promise<void> => {
    setState({ busy: true });
    try {
      const input = { counted: countedOf(fields, typed), ...(behind ? { clockConfirmed } : {}) };
      const opened = await withApproval((attempt) => client.shifts.open({ ...attempt, ...input }));
      if (opened === null) return setState({ busy: false });
      setTyped(null);
      await queries.invalidateQueries({ queryKey: host.session.key() });
      navigate('/');
    } catch (failure) {
      setState({ busy: false, failure });
    }
  };
  const ready = isCounted(fields, typed) && !state.busy && (!behind || clockConfirmed);
  useActions(openKeys, { ready: ready && mayOpen, next: open, goBack: () => navigate('/') });
  return (
    <Counting
      head={<ScreenHead title={t('shift.openTitle')} hint={t('shift.openHint')} back={back} />}
      notice={
        behind && proposal?.lastEntryAt != null ? (
          <ClockBehind
            lastEntryAt={proposal.lastEntryAt}
            confirmed={clockConfirmed}
            onConfirm={setClockConfirmed}
          />
        ) : null
      }
      cash={fields}
      typed={typed}
      onTyped={setTyped}
      totalLabel={t('shift.float')}
    >
      {proposal === undefined ? null : (
        <p>
          <IconCalendar size={16} stroke={1.75} aria-hidden="true" />{' '}
          {t('shift.businessDate', { date: formats.businessDate(proposal.businessDate) })}
        </p>
      )}
      <ErrorLine text={say(state.failure)} />
      <ActionButton action={next} variant="accent" size="pay" busy={state.busy}>
        {t('action.openShift')}
      </ActionButton>
    </Counting>
  );
}

interface ClockBehindProps {
  readonly lastEntryAt: number;
  readonly confirmed: boolean;
  readonly onConfirm: (confirmed: boolean) => void;
}

/** The clock was set back: what it says, what the last entry says, and a manager's word for it. */
function ClockBehind({ lastEntryAt, confirmed, onConfirm }: ClockBehindProps): ReactNode {
  const t = useT();
  const { dateTime } = useFormats();
  const now = useSession().clock.now;
  return (
    <NoticeLine
      tone="warn"
      action={<Checkbox label={t('shift.clockRight')} value={confirmed} onChange={onConfirm} />}
    >
      {t('shift.clockBehind', { now: dateTime(now), last: dateTime(lastEntryAt) })}
    </NoticeLine>
  );
}
