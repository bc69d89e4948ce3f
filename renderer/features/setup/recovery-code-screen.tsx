import { IconPrinter } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { action } from '#renderer/commands/action.ts';
import { useActions } from '#renderer/commands/use-actions.ts';
import { ActionButton } from '#renderer/ui/action-button.tsx';
import { Checkbox } from '#renderer/ui/choice.tsx';
import { Row } from '#renderer/ui/layout.tsx';
import { useT } from '#renderer/ui/words.tsx';
import { type FoundingNews, forgetNews } from './founding-news.ts';
import { next } from './keys.ts';
import styles from './recovery-code-screen.module.css';

const print = action({
  id: 'setup.printCode',
  name: 'common.print',
  icon: IconPrinter,
  scope: 'lock',
  keys: ['Ctrl+KeyP'],
  listed: 'help-only',
  run: () => window.print(),
});
const printActions = [print] as const;
const nextActions = [next] as const;

/** The owner's way back in, shown this once: on paper before anything else happens. */
export function RecoveryCodeScreen({ news }: { readonly news: FoundingNews }): ReactNode {
  const t = useT();
  const [noted, setNoted] = useState(false);
  useActions(nextActions, { ready: noted, forward: forgetNews });
  useActions(printActions, undefined);
  return (
    <div className={styles['screen']}>
      <section className={styles['sheet']} data-surface="card" aria-labelledby="code-title">
        <h1 id="code-title">{t('setup.codeTitle')}</h1>
        <p>{t('setup.codeWords', { owner: news.owner, store: news.store })}</p>
        <output className={styles['code']} aria-label={t('signIn.code')}>
          {news.code.split('-').map((group, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: groups of a code have no other identity
            <span key={index}>{group}</span>
          ))}
        </output>
        <p className="dim">{t('setup.codeKeep')}</p>
        <div className={styles['controls']}>
          <Checkbox label={t('setup.codeNoted')} value={noted} onChange={setNoted} />
          <Row gap={3} justify="end">
            <ActionButton action={print} withIcon />
            <ActionButton action={next} variant="accent">
              {t('setup.goOn')}
            </ActionButton>
          </Row>
        </div>
      </section>
    </div>
  );
}
