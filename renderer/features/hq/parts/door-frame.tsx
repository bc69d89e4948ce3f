import { type ReactNode, useEffect } from 'react';
import { DoorHead, DoorLanguage, DoorScreen } from '#renderer/app/door-head.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { TextField, type TextFieldProps } from '#renderer/ui/field.tsx';
import { ErrorLine } from '#renderer/ui/notice.tsx';
import { useT } from '#renderer/ui/words.tsx';
import type { Step } from '../use-step.ts';
import styles from './door-frame.module.css';

/** Around everything that comes before the pages: whose headquarters this is, and in which language. */
export function DoorFrame({
  chain,
  children,
}: {
  readonly chain: string | null;
  readonly children: ReactNode;
}): ReactNode {
  const t = useT();
  const place = chain === null ? t('hq.name') : t('hq.place', { store: chain });
  useEffect(() => {
    document.title = `${chain ?? t('hq.name')} · ${t('common.appName')}`;
  }, [chain, t]);
  return <DoorScreen head={<DoorHead place={place} end={<DoorLanguage />} />}>{children}</DoorScreen>;
}

interface DoorCardProps {
  readonly title: string;
  readonly hint?: ReactNode;
  readonly step: Step;
  /** What the button says that takes the step. */
  readonly go: string;
  readonly ready: boolean;
  readonly wide?: boolean;
  readonly children?: ReactNode;
  /** Other ways, under the button. */
  readonly others?: ReactNode;
}

/** One question in the middle of the page; Enter answers it. */
export function DoorCard({ title, hint, step, wide, ...props }: DoorCardProps): ReactNode {
  return (
    <div className={styles['middle']}>
      <form
        className={styles['card']}
        data-surface="card"
        data-wide={wide}
        aria-label={title}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void step.go();
        }}
      >
        <h1>{title}</h1>
        {hint === undefined ? null : <p className="dim">{hint}</p>}
        {props.children}
        <ErrorLine text={step.error} />
        <Button
          type="submit"
          variant="accent"
          size="large"
          busy={step.busy}
          disabled={!props.ready}
          autoFocus={props.children === undefined}
        >
          {props.go}
        </Button>
        {props.others}
      </form>
    </div>
  );
}

type CodeFieldProps = Pick<TextFieldProps, 'label' | 'value' | 'onChange' | 'inputMode'>;

/** A code of an authenticator, or of the recovery codes. */
export const CodeField = (props: CodeFieldProps): ReactNode => (
  <TextField {...props} name="code" autoComplete="one-time-code" maxLength={40} size="large" autoFocus />
);

type PasswordFieldProps = Pick<
  TextFieldProps,
  'label' | 'value' | 'onChange' | 'hint' | 'error' | 'autoFocus'
> & {
  readonly autoComplete: 'current-password' | 'new-password';
};

export const PasswordField = (props: PasswordFieldProps): ReactNode => (
  <TextField {...props} name="password" type="password" maxLength={200} size="large" />
);
