import { useDebouncedValue } from '@mantine/hooks';
import { IconArrowRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useSend } from '#renderer/features/office/use-send.ts';
import { invalidate } from '#renderer/host/changes.ts';
import { client, host } from '#renderer/host/host.ts';
import { useFailureText } from '#renderer/host/use-failure-text.ts';
import { Dialog } from '#renderer/ui/dialog.tsx';
import type { Answer } from '#renderer/ui/dialogs.tsx';
import { ErrorLine } from '#renderer/ui/notice.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import type { ChangeTrial, ProductAction, ProductChange, ProductChoice } from '#shared/contract/catalog.ts';
import { valueWords } from '../action-words.ts';
import { useCatalogWords } from '../use-catalog-words.ts';
import styles from './change-dialog.module.css';
import { ActionFields, actionOf, type ChangeForm, type ChangeKind, emptyForm } from './change-fields.tsx';

/** Typing rests so long before the host is asked what would change, ms. */
const REST = 300;

interface ChangeDialogProps {
  readonly kind: ChangeKind;
  readonly choice: ProductChoice;
  readonly answer: Answer<ProductChange>;
}

/** One thing to do to all that is chosen; what would change is shown before it is done. */
export function ChangeDialog({ kind, choice, answer }: ChangeDialogProps): ReactNode {
  const t = useT();
  const { count } = useFormats();
  const say = useFailureText();
  const [form, setForm] = useState<ChangeForm>(emptyForm);
  const action = actionOf(kind, form);
  const [asked] = useDebouncedValue(action, REST);
  const isAsked = JSON.stringify(asked) === JSON.stringify(action);
  const trial = useQuery({
    ...host.catalog.tryChange.queryOptions({ input: { choice, action: asked ?? NOTHING } }),
    enabled: asked !== null,
    gcTime: 0,
  });
  const sending = useSend(client.catalog.changeMany);
  const found = isAsked && action !== null && !trial.isFetching ? trial.data : undefined;
  const change = async (): Promise<void> => {
    if (action === null) return;
    const begun = await sending.send({ choice, action });
    if (begun === null) return;
    answer(begun);
    await invalidate(['catalog']);
  };
  return (
    <Dialog
      title={t(`products.act.${kind}`)}
      onClose={() => answer(null)}
      confirm={{
        label: found === undefined ? t('products.change') : t('products.changeSo', { count: found.toChange }),
        disabled: found === undefined || found.toChange === 0,
        busy: sending.busy,
        onPress: () => void change(),
      }}
    >
      <ActionFields kind={kind} form={form} onChange={(part) => setForm((now) => ({ ...now, ...part }))} />
      <div className={styles['trial']} aria-live="polite" aria-busy={found === undefined}>
        {action === null ? (
          <p className="dim">{t('products.trialWaits')}</p>
        ) : found === undefined ? (
          <p className="dim">{trial.error === null || !isAsked ? t('products.trialRuns') : null}</p>
        ) : (
          <>
            <p className="strong">
              {t('products.trial', { change: count(found.toChange), chosen: count(found.chosen) })}
            </p>
            {found.refused > 0 ? <p>{t('products.trialRefused', { count: found.refused })}</p> : null}
            <Examples examples={found.examples} kind={action.kind} more={found.toChange} />
          </>
        )}
      </div>
      <ErrorLine text={sending.error ?? say(trial.error)} />
    </Dialog>
  );
}

/** Never asked for: the query is off while there is no action. */
const NOTHING: ProductAction = { kind: 'active', active: true };

interface ExamplesProps extends Pick<ChangeTrial, 'examples'> {
  readonly kind: ProductAction['kind'];
  readonly more: number;
}

function Examples({ examples, kind, more }: ExamplesProps): ReactNode {
  const t = useT();
  const formats = useFormats();
  const words = useCatalogWords();
  if (examples.length === 0) return null;
  const say = (product: ChangeTrial['examples'][number]['before']): string =>
    valueWords(product, kind, { t, formats, words });
  return (
    <table className={styles['examples']}>
      <caption>{t(more > examples.length ? 'products.examples' : 'products.allOfThem')}</caption>
      <tbody>
        {examples.map(({ before, after }) => (
          <tr key={before.id}>
            <th scope="row">{before.name}</th>
            <td className="dim">{say(before)}</td>
            <td>
              <IconArrowRight size={14} stroke={1.75} aria-label={t('products.becomes')} />
            </td>
            <td className="strong">{say(after)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
