import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import { useAddressState, useGridAddress } from '#renderer/app/use-address.ts';
import { useNow } from '#renderer/app/use-now.ts';
import { OfficePage } from '#renderer/features/office/parts/office-page.tsx';
import { host } from '#renderer/host/host.ts';
import { useFailureText } from '#renderer/host/use-failure-text.ts';
import { useSession } from '#renderer/host/use-session.ts';
import { StatusWord } from '#renderer/ui/badge.tsx';
import { DataGrid } from '#renderer/ui/data-grid/data-grid.tsx';
import { type GridColumn, type GridView, PLAIN_VIEW } from '#renderer/ui/data-grid/grid-model.ts';
import { ErrorLine } from '#renderer/ui/notice.tsx';
import { useT } from '#renderer/ui/words.tsx';
import type { RoleView } from '#shared/contract/back-office.ts';
import { PersonPanel } from './parts/person-panel.tsx';
import { type PersonView, stateWords } from './person-state.ts';

/** Who works here. */
export function PeopleScreen(): ReactNode {
  const t = useT();
  const say = useFailureText();
  const people = useQuery(host.people.list.queryOptions());
  const roles = useQuery(host.people.roles.queryOptions()).data ?? NO_ROLES;
  const [view, setView] = useGridAddress(START);
  const [open, setOpen] = useAddressState('open', '');
  const columns = useColumns(roles);
  const chosen = people.data?.find(({ id }) => id === open) ?? null;
  const close = (): void => setOpen('');
  return (
    <OfficePage
      title={t('staff.title')}
      hint={t('staff.hint')}
      needs="people.edit"
      keptAtHq
      onNew={() => setOpen('new')}
      newLabel={t('staff.add')}
      body="fill"
      onClose={close}
      aside={
        people.data !== undefined && (open === 'new' || chosen !== null) ? (
          <PersonPanel key={open} person={chosen} roles={roles} onClose={close} onSaved={setOpen} />
        ) : null
      }
    >
      <ErrorLine text={say(people.error)} />
      <DataGrid
        label={t('staff.title')}
        columns={columns}
        rows={people.data ?? NOBODY}
        rowId={({ id }) => id}
        loading={people.data === undefined}
        onOpen={({ id }) => setOpen(id)}
        openId={open}
        view={view}
        onView={setView}
        empty={{ title: t('staff.none') }}
      />
    </OfficePage>
  );
}

const NOBODY: readonly PersonView[] = [];
const NO_ROLES: readonly RoleView[] = [];
const START: GridView = { ...PLAIN_VIEW, sort: { id: 'name', desc: false } };

function useColumns(roles: readonly RoleView[]): readonly GridColumn<PersonView>[] {
  const t = useT();
  const me = useSession().person?.id;
  const now = useNow(30_000);
  return useMemo(() => {
    const names = new Map(roles.map(({ id, name }) => [id, name]));
    return [
      {
        id: 'name',
        title: t('staff.name'),
        value: ({ name }) => name,
        cell: ({ id, name }) =>
          id === me ? (
            <>
              {name} <span className="dim">({t('staff.you')})</span>
            </>
          ) : (
            name
          ),
      },
      { id: 'role', title: t('staff.role'), value: ({ role }) => names.get(role) ?? role, width: 200 },
      {
        id: 'state',
        title: t('office.state'),
        value: (person) => stateWords(person, now, t).words,
        cell: (person) => {
          const { words, tone } = stateWords(person, now, t);
          return <StatusWord tone={tone}>{words}</StatusWord>;
        },
        width: 220,
      },
    ];
  }, [t, roles, me, now]);
}
