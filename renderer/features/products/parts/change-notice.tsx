import { IconX } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { useSend } from '#renderer/features/office/use-send.ts';
import { invalidate } from '#renderer/host/changes.ts';
import { client, host } from '#renderer/host/host.ts';
import { useFailureText } from '#renderer/host/use-failure-text.ts';
import { Button } from '#renderer/ui/button.tsx';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { Row } from '#renderer/ui/layout.tsx';
import { ErrorLine, NoticeLine, Progress } from '#renderer/ui/notice.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import type { ProductChange } from '#shared/contract/catalog.ts';
import { actionWords } from '../action-words.ts';
import { useCatalogWords } from '../use-catalog-words.ts';

/** How often a change under way is asked how far it is, ms. */
const ASK_AGAIN = 500;

/** Notices that were put away on this page. */
const putAway = createStore<ReadonlySet<string>>(() => new Set());
const nameOf = ({ id, state }: ProductChange): string => `${id} ${state}`;

/** What was done to many products last: how far it is, then what came of it, with the way back. It stays until it is put away. */
export function ChangeNotice(): ReactNode {
  const away = useStore(putAway);
  const { data: change } = useQuery({
    ...host.catalog.newestChange.queryOptions(),
    refetchInterval: (query) => (isMoving(query.state.data) ? ASK_AGAIN : false),
  });
  if (change === undefined || change === null || away.has(nameOf(change))) return null;
  return isMoving(change) ? <Moving change={change} /> : <Ended change={change} />;
}

const isMoving = (change: ProductChange | null | undefined): boolean =>
  change?.state === 'running' || change?.state === 'undoing';

function Moving({ change }: { readonly change: ProductChange }): ReactNode {
  const t = useT();
  const say = useFailureText();
  const what = useWords(change);
  const stop = useMutation({
    mutationFn: () => client.catalog.stopChange(),
    onSuccess: () => invalidate(['catalog']),
  });
  return (
    <Progress
      label={t(change.state === 'undoing' ? 'products.undoing' : 'products.changing', { what })}
      done={change.changed}
      total={change.total}
    >
      <Row gap={3}>
        <p className="dim">{t('common.keepsRunning')}</p>
        {change.state === 'running' ? (
          <Button busy={stop.isPending} onPress={() => stop.mutate()}>
            {t('products.stopChange')}
          </Button>
        ) : null}
      </Row>
      <ErrorLine text={say(stop.error)} />
    </Progress>
  );
}

function Ended({ change }: { readonly change: ProductChange }): ReactNode {
  const t = useT();
  const { count } = useFormats();
  const what = useWords(change);
  const undoing = useSend(client.catalog.undoChange);
  const undo = async (): Promise<void> => {
    if ((await undoing.send({ change: change.id })) !== null) await invalidate(['catalog']);
  };
  const { state, changed, total, leftAlone } = change;
  const isUndone = state === 'undone';
  return (
    <>
      <NoticeLine
        tone={state === 'stopped' ? 'warn' : 'good'}
        action={
          <Row gap={2}>
            {isUndone || changed === 0 ? null : (
              <Button busy={undoing.busy} onPress={() => void undo()}>
                {t('products.undo')}
              </Button>
            )}
            <IconButton
              icon={IconX}
              variant="quiet"
              label={t('products.putAway')}
              onPress={() => putAway.setState((now) => new Set([...now, nameOf(change)]), true)}
            />
          </Row>
        }
      >
        {state === 'stopped'
          ? t('products.changeStopped', { what, changed: count(changed), total: count(total) })
          : t(isUndone ? 'products.undone' : 'products.changed', { what, count: changed })}
        {leftAlone === 0
          ? null
          : ` ${t(isUndone ? 'products.keptSince' : 'products.leftAlone', { count: leftAlone })}`}
      </NoticeLine>
      <ErrorLine text={undoing.error} />
    </>
  );
}

function useWords({ action }: ProductChange): string {
  const t = useT();
  return actionWords(action, { t, formats: useFormats(), words: useCatalogWords() });
}
