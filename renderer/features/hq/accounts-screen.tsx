import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import { useAddressState, useGridAddress } from '#renderer/app/use-address.ts';
import { OfficePage } from '#renderer/features/office/parts/office-page.tsx';
import { hq, useHqNow } from '#renderer/host/hq.ts';
import { useFailureText } from '#renderer/host/use-failure-text.ts';
import { useSession } from '#renderer/host/use-session.ts';
import { StatusWord, type Tone } from '#renderer/ui/badge.tsx';
import { DataGrid } from '#renderer/ui/data-grid/data-grid.tsx';
import { type GridColumn, type GridView, PLAIN_VIEW } from '#renderer/ui/data-grid/grid-model.ts';
import { openDialog } from '#renderer/ui/dialogs.tsx';
import { ErrorLine } from '#renderer/ui/notice.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import type { HqUserView } from '#shared/contract/hq/session.ts';
import type { Translate } from '#shared/i18n/index.ts';
import { AccountPane } from './parts/account-pane.tsx';
import { InviteDialog } from './parts/invite-dialog.tsx';

/** Who may sign in at headquarters. */
export function AccountsScreen(): ReactNode {
  const t = useT();
  const say = useFailureText();
  const users = useQuery(hq.users.list.queryOptions());
  const [view, setView] = useGridAddress(START);
  const [open, setOpen] = useAddressState('open', '');
  const columns = useColumns();
  const chosen = users.data?.find(({ id }) => id === open);
  const close = (): void => setOpen('');
  const invite = (): void => void openDialog((answer) => <InviteDialog onClose={() => answer(null)} />);
  return (
    <OfficePage
      title={t('hq.accounts.title')}
      hint={t('hq.accounts.hint')}
      onNew={invite}
      newLabel={t('hq.accounts.invite')}
      body="fill"
      onClose={close}
      aside={chosen === undefined ? null : <AccountPane key={open} user={chosen} onClose={close} />}
    >
      <ErrorLine text={say(users.error)} />
      <DataGrid
        label={t('hq.accounts.title')}
        columns={columns}
        rows={users.data ?? NOBODY}
        rowId={({ id }) => id}
        loading={users.data === undefined}
        onOpen={({ id }) => setOpen(id)}
        openId={open}
        view={view}
        onView={setView}
        empty={{ title: t('hq.accounts.none') }}
      />
    </OfficePage>
  );
}

const NOBODY: readonly HqUserView[] = [];
const START: GridView = { ...PLAIN_VIEW, sort: { id: 'account', desc: false } };

function useColumns(): readonly GridColumn<HqUserView>[] {
  const t = useT();
  const { ago } = useFormats();
  const me = useSession().person?.id;
  const now = useHqNow(30_000);
  return useMemo(
    () => [
      {
        id: 'account',
        title: t('hq.signIn.account'),
        value: ({ account }) => account,
        cell: ({ id, account }) =>
          id === me ? (
            <>
              {account} <span className="dim">({t('staff.you')})</span>
            </>
          ) : (
            account
          ),
      },
      { id: 'role', title: t('staff.role'), value: ({ role }) => t(`hq.role.${role}`), width: 160 },
      {
        id: 'state',
        title: t('office.state'),
        value: (user) => stateOf(user, now, t).words,
        cell: (user) => (
          <StatusWord tone={stateOf(user, now, t).tone}>{stateOf(user, now, t).words}</StatusWord>
        ),
        width: 240,
      },
      {
        id: 'seen',
        title: t('hq.accounts.seen'),
        value: ({ seenAt }) => seenAt,
        text: ({ seenAt }) => (seenAt === null ? '–' : ago(seenAt, now)),
        width: 150,
      },
    ],
    [t, ago, me, now],
  );
}

function stateOf(
  { active, state, lockedUntil }: HqUserView,
  now: number,
  t: Translate,
): { readonly words: string; readonly tone: Tone } {
  if (!active) return { words: t('staff.stateOff'), tone: 'plain' };
  if (lockedUntil !== null && lockedUntil > now)
    return {
      words: t('staff.stateLocked', { minutes: String(Math.ceil((lockedUntil - now) / 60_000)) }),
      tone: 'warn',
    };
  if (state === 'ready') return { words: t('hq.accounts.ready'), tone: 'good' };
  return { words: t(`hq.accounts.${state}`), tone: 'warn' };
}
