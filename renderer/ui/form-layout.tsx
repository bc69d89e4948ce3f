import type { FormEvent, ReactNode } from 'react';
import styles from './form-layout.module.css';
import { ErrorLine } from './notice.tsx';
import { Fields } from './read-only.tsx';

interface FormLayoutProps {
  readonly onSubmit: () => unknown;
  readonly children: ReactNode;
  /** Save, Cancel: stay in sight while the fields scroll. */
  readonly actions?: ReactNode;
  /** What refused the whole form. */
  readonly error?: string | null;
  readonly label: string;
}

/** A form: sections of fields, the error and the buttons below. */
export function FormLayout({ onSubmit, children, actions, error, label }: FormLayoutProps): ReactNode {
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void onSubmit();
  };
  return (
    <form className={styles['form']} onSubmit={submit} aria-label={label} noValidate>
      <div className={styles['fields']}>
        <Fields>{children}</Fields>
      </div>
      <ErrorLine text={error} />
      {actions === undefined ? null : <div className={styles['actions']}>{actions}</div>}
    </form>
  );
}

interface FormSectionProps {
  readonly title: string;
  readonly hint?: string;
  readonly children: ReactNode;
}

/** Fields that belong together, two beside each other where there is room. */
export function FormSection({ title, hint, children }: FormSectionProps): ReactNode {
  return (
    <fieldset className={styles['section']}>
      <legend className={styles['legend']}>{title}</legend>
      {hint === undefined ? null : <p className="dim">{hint}</p>}
      <div className={styles['grid']}>{children}</div>
    </fieldset>
  );
}

/** A field that needs the whole width. */
export const WideField = ({ children }: { readonly children: ReactNode }): ReactNode => (
  <div className={styles['wide']}>{children}</div>
);
