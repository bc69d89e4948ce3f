import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import { useAddressState, useGridAddress } from '#renderer/app/use-address.ts';
import { useNow } from '#renderer/app/use-now.ts';
import { OfficePage } from '#renderer/features/office/parts/office-page.tsx';
import { useSend } from '#renderer/features/office/use-send.ts';
import { client, host, queries } from '#renderer/host/host.ts';
import { useFailureText } from '#renderer/host/use-failure-text.ts';
import { StatusWord } from '#renderer/ui/badge.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { DataGrid } from '#renderer/ui/data-grid/data-grid.tsx';
import { type GridColumn, type GridView, PLAIN_VIEW } from '#renderer/ui/data-grid/grid-model.ts';
import { askConfirm } from '#renderer/ui/dialogs.tsx';
import { ErrorLine, NoticeLine } from '#renderer/ui/notice.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import { NewTokenPanel } from './new-token-panel.tsx';

type Token = Awaited<ReturnType<typeof client.tokens.list>>[number];

/** Tokens: made, shown once, listed, revoked. */
export function TokensScreen(): ReactNode {
  const t = useT();
  const say = useFailureText();
  const { data, error } = useQuery(host.tokens.list.queryOptions());
  const people = useQuery(host.session.people.queryOptions()).data ?? NOBODY;
  const [view, setView] = useGridAddress(START);
  const [open, setOpen] = useAddressState('open', '');
  const revoking = useSend(client.tokens.revoke);
  const close = (): void => setOpen('');
  const revoke = async (token: Token): Promise<void> => {
    const sure = await askConfirm({
      title: t('tokens.revokeAsk', { name: token.name }),
      text: t('tokens.revokeText'),
      confirm: t('tokens.revoke'),
      tone: 'danger',
    });
    if (!sure || (await revoking.send({ token: token.id })) === null) return;
    await refresh();
  };
  const columns = useColumns(people, revoke);
  return (
    <OfficePage
      title={t('tokens.title')}
      hint={t('tokens.hint')}
      needs="token.make"
      onNew={() => setOpen('new')}
      newLabel={t('tokens.add')}
      body="fill"
      onClose={close}
      aside={open === 'new' ? <NewTokenPanel people={people} onClose={close} onMade={refresh} /> : null}
    >
      <NoticeLine tone="warn">{t('tokens.warning')}</NoticeLine>
      <ErrorLine text={say(error) ?? revoking.error} />
      <DataGrid
        label={t('tokens.title')}
        columns={columns}
        rows={data ?? NONE}
        rowId={({ id }) => id}
        loading={data === undefined}
        view={view}
        onView={setView}
        empty={{ title: t('tokens.none'), hint: t('tokens.noneHint') }}
      />
    </OfficePage>
  );
}

const refresh = (): Promise<void> => queries.invalidateQueries({ queryKey: host.tokens.key() });

const NONE: readonly Token[] = [];
const NOBODY: readonly { readonly id: string; readonly name: string }[] = [];
const START: GridView = { ...PLAIN_VIEW, sort: { id: 'made', desc: true } };

function useColumns(
  people: readonly { readonly id: string; readonly name: string }[],
  revoke: (token: Token) => Promise<void>,
): readonly GridColumn<Token>[] {
  const t = useT();
  const formats = useFormats();
  const now = useNow(60_000);
  return useMemo(() => {
    const names = new Map(people.map(({ id, name }) => [id, name]));
    const state = ({ revokedAt, expiresAt }: Token) =>
      expiresAt <= now ? 'expired' : revokedAt !== null ? 'revoked' : 'live';
    return [
      { id: 'name', title: t('tokens.name'), value: ({ name }) => name },
      {
        id: 'person',
        title: t('tokens.person'),
        value: ({ person }) => names.get(person) ?? '–',
        width: 140,
      },
      {
        id: 'rights',
        title: t('tokens.rights'),
        value: ({ rights }) => rights.length,
        text: ({ rights }) => t('tokens.rightsCount', { count: rights.length }),
        width: 120,
      },
      {
        id: 'made',
        title: t('tokens.made'),
        value: ({ madeAt }) => madeAt,
        text: ({ madeAt }) => formats.date(madeAt),
        width: 120,
        optional: true,
      },
      {
        id: 'ends',
        title: t('tokens.ends'),
        value: ({ expiresAt }) => expiresAt,
        text: ({ expiresAt }) => formats.date(expiresAt),
        width: 120,
      },
      {
        id: 'used',
        title: t('tokens.used'),
        value: ({ usedAt }) => usedAt,
        text: ({ usedAt }) => (usedAt === null ? t('tokens.never') : formats.dateTime(usedAt)),
        width: 170,
      },
      {
        id: 'state',
        title: t('office.state'),
        value: (token) => t(`tokens.${state(token)}`),
        cell: (token) => (
          <StatusWord tone={state(token) === 'live' ? 'good' : 'plain'}>
            {t(`tokens.${state(token)}`)}
          </StatusWord>
        ),
        width: 100,
      },
      {
        id: 'revoke',
        title: '',
        value: () => null,
        cell: (token) =>
          state(token) === 'live' ? (
            <Button
              variant="quiet"
              label={`${t('tokens.revoke')}: ${token.name}`}
              onPress={() => void revoke(token)}
            >
              {t('tokens.revoke')}
            </Button>
          ) : null,
        width: 110,
        sortable: false,
      },
    ];
  }, [t, formats, now, people, revoke]);
}
