import { type ReactNode, useId } from 'react';
import { useActions } from '#renderer/commands/use-actions.ts';
import { ActionButton } from '#renderer/ui/action-button.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Row, Spacer } from '#renderer/ui/layout.tsx';
import { ErrorLine, NoticeLine } from '#renderer/ui/notice.tsx';
import { useReadOnly } from '#renderer/ui/read-only.tsx';
import { useT } from '#renderer/ui/words.tsx';
import { save, saveActions } from '../actions.ts';
import type { Draft } from '../use-draft.ts';
import styles from './save-bar.module.css';

interface SaveBarProps {
  readonly draft: Pick<Draft<object>, 'dirty' | 'overtaken' | 'reset'>;
  readonly onSave: () => unknown;
  readonly busy: boolean;
  readonly error: string | null;
  /** A form for something new may be saved before anything was typed. */
  readonly always?: boolean;
  readonly label?: string;
  /** Further buttons at the other end. */
  readonly children?: ReactNode;
  /** `bar`: stays in sight under a form that fills the page. */
  readonly look?: 'pane' | 'bar';
}

/** Save and discard; says what is unsaved, what was refused, and when somebody else changed the same thing. */
export function SaveBar(props: SaveBarProps): ReactNode {
  const t = useT();
  const note = useId();
  const { draft } = props;
  const readOnly = useReadOnly();
  const canSave = !readOnly && (draft.dirty || props.always === true) && !props.busy;
  useActions(saveActions, { canSave, onSave: props.onSave });
  if (readOnly) return null;
  return (
    <div className={props.look === 'bar' ? styles['bar'] : styles['pane']}>
      <ErrorLine text={props.error} />
      {draft.overtaken ? (
        <NoticeLine tone="warn" action={<Button onPress={draft.reset}>{t('office.showNew')}</Button>}>
          {t('office.overtaken')}
        </NoticeLine>
      ) : null}
      <Row gap={2}>
        <ActionButton action={save} variant="accent" busy={props.busy}>
          {props.label ?? t('common.save')}
        </ActionButton>
        {draft.dirty ? (
          <Button onPress={draft.reset} disabled={props.busy}>
            {t('office.discard')}
          </Button>
        ) : null}
        <span id={note} className={styles['note']} role="status">
          {draft.dirty ? t('office.unsaved') : ''}
        </span>
        <Spacer />
        {props.children}
      </Row>
    </div>
  );
}
