import type { ReactNode } from 'react';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { KeyCap } from '#renderer/ui/key-cap.tsx';
import { useT } from '#renderer/ui/words.tsx';
import { type BoundAction, SCOPES } from './action.ts';
import styles from './help-overlay.module.css';
import { LastScans } from './last-scans.tsx';
import { useKeyCaps } from './use-actions.ts';

interface HelpOverlayProps {
  /** What could be done when help was opened. */
  readonly actions: readonly BoundAction[];
  readonly onClose: () => void;
}

/** Every key that does something here, read from the actions themselves. */
export function HelpOverlay({ actions, onClose }: HelpOverlayProps): ReactNode {
  const t = useT();
  return (
    <Dialog title={t('help.title')} onClose={onClose} size="full">
      <div className={styles['columns']}>
        {SCOPES.map((scope) => {
          const here = actions.filter((action) => action.scope === scope);
          if (here.length === 0) return null;
          return (
            <section key={scope} className={styles['group']}>
              <h3>{t(`help.scope.${scope}`)}</h3>
              <dl className={styles['list']}>
                {here.map((action) => (
                  <HelpLine key={action.id} action={action} />
                ))}
              </dl>
            </section>
          );
        })}
        <section className={styles['group']}>
          <h3>{t('help.scanTitle')}</h3>
          <p>{t('help.scanAnywhere')}</p>
          <p>{t('help.scanTyped')}</p>
          <LastScans />
        </section>
      </div>
    </Dialog>
  );
}

function HelpLine({ action }: { readonly action: BoundAction }): ReactNode {
  const t = useT();
  const caps = useKeyCaps(action);
  return (
    <div className={styles['line']} data-off={!action.enabled}>
      <dt>{t(action.name)}</dt>
      <dd>
        {caps.map((cap, index) => (
          <span key={cap}>
            {index > 0 ? <span className="dim small"> {t('help.or')} </span> : null}
            <KeyCap>{cap}</KeyCap>
            <span className="visually-hidden">{cap}</span>
          </span>
        ))}
      </dd>
    </div>
  );
}
