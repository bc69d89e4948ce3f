import { Modal } from '@mantine/core';
import { IconArrowBackUp, IconCheck } from '@tabler/icons-react';
import { type ReactNode, useLayoutEffect, useRef } from 'react';
import { action } from '#renderer/commands/action.ts';
import { useModalActions } from '#renderer/commands/use-actions.ts';
import { useScanHold } from '#renderer/commands/use-keys.ts';
import { ActionButton } from './action-button.tsx';
import styles from './dialog.module.css';
import { join } from './layout.tsx';
import { useT } from './words.tsx';

interface DialogState {
  readonly onClose: () => void;
  readonly confirm: DialogProps['confirm'];
}

const back = action<DialogState>({
  id: 'dialog.back',
  name: 'action.back',
  icon: IconArrowBackUp,
  scope: 'dialog',
  keys: ['Escape'],
  run: ({ onClose }) => onClose(),
});

const confirm = action<DialogState>({
  id: 'dialog.confirm',
  name: 'action.confirm',
  icon: IconCheck,
  scope: 'dialog',
  keys: ['Enter', 'NumpadEnter', 'Ctrl+Enter'],
  when: (state) => state.confirm !== undefined,
  enabled: (state) => state.confirm?.disabled !== true && state.confirm?.busy !== true,
  run: (state) => state.confirm?.onPress(),
});

const dialogActions = [back, confirm] as const;

export interface DialogProps {
  readonly title: string;
  /** One step back: Esc, the Cancel button. Never loses work that is not on this dialog. */
  readonly onClose: () => void;
  readonly children?: ReactNode;
  /** The answer that Enter gives. */
  readonly confirm?: {
    readonly label: string;
    readonly onPress: () => unknown;
    readonly disabled?: boolean;
    readonly busy?: boolean;
    readonly tone?: 'accent' | 'danger';
  };
  /** Further buttons, left of the answer. */
  readonly actions?: ReactNode;
  readonly cancelLabel?: string;
  readonly size?: 'small' | 'normal' | 'wide' | 'full';
  /** `wait`: scans are held until it closes (default). `pass`: they go on as if it were not there. */
  readonly scans?: 'wait' | 'pass';
}

/**
 * A question or a small piece of work over the screen. Mount it to open it. The focus stays inside and goes back to
 * where it was; the keys of what is underneath fall silent.
 */
export function Dialog(props: DialogProps): ReactNode {
  const t = useT();
  useModalActions(dialogActions, { onClose: props.onClose, confirm: props.confirm });
  useScanHold(props.scans !== 'pass');
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={props.title}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      lockScroll={false}
      centered
      transitionProps={{ duration: 0 }}
      overlayProps={{ className: styles['overlay'] ?? '', backgroundOpacity: 1, color: 'var(--overlay)' }}
      classNames={{
        content: join(styles['content'], styles[props.size ?? 'normal']),
        header: styles['header'] ?? '',
        title: styles['title'] ?? '',
        body: styles['body'] ?? '',
      }}
    >
      {props.children === undefined ? null : <div className={styles['inside']}>{props.children}</div>}
      <div className={styles['actions']}>
        <ActionButton action={back}>
          {props.cancelLabel ?? t(props.confirm === undefined ? 'common.close' : 'common.cancel')}
        </ActionButton>
        {props.actions}
        {props.confirm === undefined ? null : (
          <ActionButton action={confirm} variant={props.confirm.tone ?? 'accent'} busy={props.confirm.busy}>
            {props.confirm.label}
          </ActionButton>
        )}
      </div>
      <FirstFocus />
    </Modal>
  );
}

/**
 * Gives the focus to the field that asks for it in the very turn the dialog opens: a hand that types on behind the key that opened it is
 * not waited for. Takes it itself where no field does: on a button, Enter would press that button and not give the answer.
 */
function FirstFocus(): ReactNode {
  const rest = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    const dialog = rest.current?.closest('[role=dialog]');
    dialog?.querySelector<HTMLElement>('[data-autofocus]')?.focus({ preventScroll: true });
  }, []);
  return <span ref={rest} className={styles['rest']} tabIndex={-1} data-autofocus />;
}
