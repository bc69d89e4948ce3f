import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { DetailPane } from '#renderer/features/office/parts/detail-pane.tsx';
import { useSend } from '#renderer/features/office/use-send.ts';
import { invalidate } from '#renderer/host/changes.ts';
import { hq, hqClient, useHqMay } from '#renderer/host/hq.ts';
import { useFailureText } from '#renderer/host/use-failure-text.ts';
import { StatusWord } from '#renderer/ui/badge.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { askReason } from '#renderer/ui/dialogs.tsx';
import { Row } from '#renderer/ui/layout.tsx';
import { ErrorLine, NoticeLine, toast } from '#renderer/ui/notice.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import type { KeptDetail } from '#shared/contract/hq/chain-sales.ts';
import { stateTone, stateWords } from '../exception-words.ts';
import { factWords, reasonWords } from '../kept-words.ts';
import { Facts } from './facts.tsx';

interface KeptPaneProps {
  readonly store: string;
  readonly position: number;
  readonly onClose: () => void;
}

/** One fact that is not counted: what it is, whose and why, what was done about it, and the two things that can be done. */
export function KeptPane({ store, position, onClose }: KeptPaneProps): ReactNode {
  const t = useT();
  const say = useFailureText();
  const { data: fact, error } = useQuery(hq.kept.get.queryOptions({ input: { store, position } }));
  const may = useHqMay('hq.settle');
  return (
    <DetailPane
      title={fact === undefined ? t('hq.kept.fact') : factWords(fact.type, t)}
      hint={
        fact === undefined ? undefined : (
          <StatusWord tone={stateTone(fact.state)}>{stateWords(fact.state, t)}</StatusWord>
        )
      }
      onClose={onClose}
      toRead
      footer={may && fact !== undefined && fact.state !== 'posted' ? <Deeds fact={fact} /> : undefined}
    >
      <ErrorLine text={say(error)} />
      {fact === undefined ? null : <Known fact={fact} />}
    </DetailPane>
  );
}

function Known({ fact }: { readonly fact: KeptDetail }): ReactNode {
  const t = useT();
  const { dateTime, money, count } = useFormats();
  return (
    <>
      <p>{t(`hq.kept.${fact.state}.meaning`)}</p>
      {fact.notes.map(({ did, note, by, at }) => (
        <NoticeLine key={`${at} ${by} ${did}`}>
          {t(`hq.kept.did.${did}`, { by, at: dateTime(at), note })}
        </NoticeLine>
      ))}
      <Facts
        facts={[
          ...(fact.amount === null ? [] : [[t('common.amount'), money(fact.amount)] as const]),
          [t('hq.kept.reason'), reasonWords(fact, t)],
          [t('hq.store'), fact.storeName],
          [t('hq.register'), fact.register === '' ? '–' : fact.register],
          [t('hq.kept.madeBy'), fact.madeBy === '' ? '–' : fact.madeBy],
          [t('hq.kept.made'), dateTime(fact.madeAt)],
          [t('hq.kept.received'), dateTime(fact.receivedAt)],
          [t('hq.device.id'), fact.device],
          [t('hq.kept.place'), `${fact.epoch} · ${count(fact.seq)}`],
          [t('hq.kept.id'), fact.id],
        ]}
      />
    </>
  );
}

function Deeds({ fact: { store, position, state } }: { readonly fact: KeptDetail }): ReactNode {
  const t = useT();
  const trying = useSend(hqClient.kept.tryAgain);
  const aside = useSend(hqClient.kept.setAside);
  const done = async (fact: KeptDetail | null, words: (fact: KeptDetail) => string): Promise<void> => {
    if (fact === null) return;
    await invalidate(['exceptions', 'devices', 'sale']);
    toast(words(fact));
  };
  const tryAgain = async (): Promise<void> =>
    await done(await trying.send({ store, position }), (fact) =>
      t(fact.state === 'posted' ? 'hq.kept.posts' : 'hq.kept.stays'),
    );
  const setAside = async (): Promise<void> => {
    const note = await askReason({
      title: t('hq.kept.aside'),
      text: t('hq.kept.asideText'),
      confirm: t('hq.kept.aside'),
    });
    if (note === null) return;
    await done(await aside.send({ store, position, note }), () => t('hq.kept.asideDone'));
  };
  return (
    <>
      <ErrorLine text={trying.error ?? aside.error} />
      <Row gap={2}>
        <Button variant="accent" busy={trying.busy} onPress={() => void tryAgain()}>
          {t('hq.kept.try')}
        </Button>
        {state === 'set-aside' ? null : (
          <Button busy={aside.busy} onPress={() => void setAside()}>
            {t('hq.kept.aside')}
          </Button>
        )}
      </Row>
    </>
  );
}
