import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useLocation } from 'wouter';
import { actionById, commands, perform } from '#renderer/commands/registry.ts';
import { host } from '#renderer/host/host.ts';
import { useRight, useSession } from '#renderer/host/use-session.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Stack } from '#renderer/ui/layout.tsx';
import { NoticeLine } from '#renderer/ui/notice.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import type { SessionView } from '#shared/contract/session.ts';
import type { Translate } from '#shared/i18n/index.ts';

interface Item {
  readonly id: string;
  readonly tone: 'bad' | 'warn' | 'plain';
  readonly words: string;
  readonly help: { readonly label: string; readonly run: () => void } | null;
}

/** Everything that waits for a person, each with the button that does something about it. */
export function Attention({ day }: { readonly day: string }): ReactNode {
  const t = useT();
  const items = useItems(day);
  return (
    <Stack gap={2}>
      <h2>{t('overview.attention')}</h2>
      {items.length === 0 ? <NoticeLine tone="good">{t('overview.allWell')}</NoticeLine> : null}
      {items.map(({ id, tone, words, help }) => (
        <NoticeLine
          key={id}
          tone={tone}
          action={help === null ? undefined : <Button onPress={help.run}>{help.label}</Button>}
        >
          {words}
        </NoticeLine>
      ))}
    </Stack>
  );
}

function useItems(day: string): readonly Item[] {
  const t = useT();
  const { businessDate } = useFormats();
  const session = useSession();
  const [, go] = useLocation();
  const mayCare = useRight('store.maintain') === 'allowed';
  const mayPrinter = useRight('settings.edit') === 'allowed';
  const mayImport = useRight('catalog.import') === 'allowed';
  const goods = useQuery(host.catalog.tiles.queryOptions({ input: { category: null, limit: 1 } })).data;
  const toTill = { label: t('overview.toTill'), run: () => go('/') };
  const care = mayCare ? { label: t('notice.care'), run: () => go('/office/care') } : null;
  const notices = session.notices.map(
    ({ code, data }): Item => ({
      id: code,
      tone: 'bad',
      words: noticeWords(code, data, t),
      // The clock is put right outside of here.
      help: code === 'clock-behind' ? null : care,
    }),
  );
  return [...notices, ...goodsItems(), ...shiftItems(session), ...printerItems()];

  function goodsItems(): readonly Item[] {
    if (goods === undefined || goods.rows.length > 0) return [];
    const help = mayImport ? { label: t('imports.title'), run: () => go('/office/import') } : null;
    return [{ id: 'no-products', tone: 'plain', words: t('overview.noProducts'), help }];
  }

  function shiftItems({ shift }: SessionView): readonly Item[] {
    if (shift === null)
      return [{ id: 'no-shift', tone: 'plain', words: t('overview.noShift'), help: toTill }];
    if (shift.counting)
      return [{ id: 'counting', tone: 'warn', words: t('overview.counting'), help: toTill }];
    if (!shift.overdue) return [];
    return [
      {
        id: 'overdue',
        tone: 'warn',
        words: t('overview.overdue', { date: businessDate(day) }),
        help: toTill,
      },
    ];
  }

  function printerItems(): readonly Item[] {
    const { state, asked } = session.printer;
    const setUp = mayPrinter ? { label: t('notice.printerSetUp'), run: () => go('/office/printer') } : null;
    const items: Item[] = [];
    if (asked > 0)
      items.push({
        id: 'asked',
        tone: 'warn',
        words: t('notice.asked', { count: asked }),
        help: { label: t('notice.printQueue'), run: openQueue },
      });
    if (state === 'off') items.push({ id: 'off', tone: 'warn', words: t('notice.printerOff'), help: setUp });
    if (state === 'paper-out')
      items.push({ id: 'paper', tone: 'warn', words: t('notice.printerPaper'), help: null });
    if (state === 'cover-open')
      items.push({ id: 'cover', tone: 'warn', words: t('notice.printerCover'), help: null });
    if (state === 'none')
      items.push({ id: 'none', tone: 'plain', words: t('notice.printerNone'), help: setUp });
    return items;
  }
}

function openQueue(): void {
  const queue = actionById(commands.getState().layers, 'print.queue');
  if (queue !== undefined) perform(queue);
}

function noticeWords(code: string, data: Readonly<Record<string, string | number>>, t: Translate): string {
  switch (code) {
    case 'disk-low':
    case 'backup-failed':
    case 'catalog-skipped':
    case 'catalog-damaged':
      return t(`notice.${code}`);
    case 'clock-behind':
      return t('notice.clock-behind', { minutes: String(data['minutes'] ?? '') });
    default:
      return t('notice.other', { code });
  }
}
