import { IconLock } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { useActions } from '#renderer/commands/use-actions.ts';
import { useRight, useSessionIfKnown } from '#renderer/host/use-session.ts';
import { ActionButton } from '#renderer/ui/action-button.tsx';
import { EmptyState, NoticeLine } from '#renderer/ui/notice.tsx';
import { ReadOnlyArea } from '#renderer/ui/read-only.tsx';
import { useT } from '#renderer/ui/words.tsx';
import type { Right } from '#shared/domain/people/rights.ts';
import { addNew, pageActions } from '../actions.ts';
import styles from './office-page.module.css';

interface OfficePageProps {
  readonly title: string;
  /** One sentence on what this page is for, where the title does not say it. */
  readonly hint?: ReactNode;
  /** Whoever lacks it is told so instead. */
  readonly needs?: Right | undefined;
  /** Buttons at the right of the title. */
  readonly actions?: ReactNode;
  /** The page's own "New": button and key. */
  readonly onNew?: (() => unknown) | undefined;
  readonly newLabel?: string;
  /** Beside the work: what is open. */
  readonly aside?: ReactNode;
  /** Esc closes what is beside. */
  readonly onClose?: (() => unknown) | undefined;
  /** `scroll`: text and forms. `fill`: a grid that scrolls by itself. */
  readonly body?: 'scroll' | 'fill';
  /** What is here is kept at headquarters once this register has joined: it can be looked at, not changed. */
  readonly keptAtHq?: boolean;
  readonly children?: ReactNode;
}

/** A page of the back office: title and buttons, the work, and at the right what is open. */
export function OfficePage(props: OfficePageProps): ReactNode {
  const t = useT();
  const allowed = useRight(props.needs ?? 'sale.sell') === 'allowed' || props.needs === undefined;
  useEffect(() => {
    document.title = `${props.title} · ${t('common.appName')}`;
  }, [props.title, t]);
  if (!allowed)
    return (
      <>
        <h1>{props.title}</h1>
        <EmptyState title={t('office.notForYou')} hint={t('office.notForYouHint')} icon={IconLock} />
      </>
    );
  return <Page {...props} />;
}

function Page(props: OfficePageProps): ReactNode {
  const t = useT();
  const kept = useSessionIfKnown()?.link === 'joined' && props.keptAtHq === true;
  const onNew = kept ? undefined : props.onNew;
  const main = useRef<HTMLDivElement>(null);
  const find = (): void => main.current?.querySelector<HTMLInputElement>('input[type=search]')?.focus();
  useActions(pageActions, {
    onNew,
    onClose:
      props.aside === undefined || props.aside === null || props.onClose === undefined
        ? undefined
        : () => {
            props.onClose?.();
            main.current?.querySelector<HTMLElement>('[role=grid]')?.focus();
          },
    onFind: props.body === 'fill' ? find : undefined,
  });
  return (
    <div className={styles['page']}>
      <div className={styles['main']} ref={main}>
        <header className={styles['head']}>
          <div className={styles['titles']}>
            <h1>{props.title}</h1>
            {props.hint === undefined ? null : <p className="dim">{props.hint}</p>}
          </div>
          <div className={styles['actions']}>
            {props.actions}
            {onNew === undefined ? null : (
              <ActionButton action={addNew} variant="accent">
                {props.newLabel ?? t('action.new')}
              </ActionButton>
            )}
          </div>
        </header>
        {kept ? <NoticeLine>{t('link.kept')}</NoticeLine> : null}
        <div className={styles['body']} data-body={props.body ?? 'scroll'}>
          <ReadOnlyArea on={kept}>{props.children}</ReadOnlyArea>
        </div>
      </div>
      <ReadOnlyArea on={kept}>{props.aside}</ReadOnlyArea>
    </div>
  );
}
