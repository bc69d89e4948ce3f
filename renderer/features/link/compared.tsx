import { type ReactNode, useState } from 'react';
import { client, host, queries } from '#renderer/host/host.ts';
import { useFailureText } from '#renderer/host/use-failure-text.ts';
import { Button } from '#renderer/ui/button.tsx';
import { toast } from '#renderer/ui/notice.tsx';
import { useT } from '#renderer/ui/words.tsx';
import type { LinkView } from '#shared/contract/link.ts';
import type { Formats } from '#shared/format/index.ts';
import type { Translate } from '#shared/i18n/index.ts';
import { troubleWords } from './link-words.ts';

/** Compares every fact with headquarters, which otherwise happens once a day. */
export function CompareNow(): ReactNode {
  const t = useT();
  const say = useFailureText();
  const [busy, setBusy] = useState(false);
  const press = async (): Promise<void> => {
    setBusy(true);
    try {
      const { trouble } = await client.link.compare();
      toast(trouble === null ? t('link.comparedDone') : (troubleWords({ trouble }, t) ?? trouble));
    } catch (failure) {
      toast(say(failure) ?? String(failure));
    } finally {
      setBusy(false);
      await queries.invalidateQueries({ queryKey: host.link.key() });
    }
  };
  return (
    <Button busy={busy} onPress={() => void press()}>
      {t('link.compareNow')}
    </Button>
  );
}

/** What came of the last comparison, and how grave it is. */
export function comparedWords(
  compared: LinkView['compared'],
  { t, formats }: { readonly t: Translate; readonly formats: Pick<Formats, 'count'> },
): { readonly hint: string | undefined; readonly tone: 'plain' | 'warn' } {
  if (compared === null) return { hint: undefined, tone: 'plain' };
  const { facts, differed, repaired, regained } = compared;
  if (differed === 0)
    return { hint: t('link.comparedEqual', { count: formats.count(facts) }), tone: 'plain' };
  const count = formats.count(differed);
  if (regained >= differed) return { hint: t('link.comparedRegained', { count }), tone: 'plain' };
  const left = differed - repaired - regained;
  if (left <= 0) return { hint: t('link.comparedMended', { count }), tone: 'warn' };
  return {
    hint: t('link.comparedDiffer', { count, left: formats.count(left) }),
    tone: 'warn',
  };
}
