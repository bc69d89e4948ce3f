import { type ReactNode, useEffect, useRef } from 'react';
import { useLocation } from 'wouter';
import { same } from '#renderer/features/office/drafts.ts';
import { useSend } from '#renderer/features/office/use-send.ts';
import { client, host, queries } from '#renderer/host/host.ts';
import { AmountText } from '#renderer/ui/amount-text.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { FigureCard, Grid, Row, Stack } from '#renderer/ui/layout.tsx';
import { ErrorLine, NoticeLine } from '#renderer/ui/notice.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import type { ImportPlan } from '#shared/contract/catalog.ts';
import { faultWords } from '../fault-words.ts';
import styles from '../imports.module.css';
import { type DryRun, forgetImport, tryImport, type Wizard } from '../use-wizard.ts';
import { LineErrors } from './line-errors.tsx';

interface TrialProps {
  readonly wizard: Wizard;
  readonly plan: ImportPlan;
}

/** The trial, what it found, and the step that does it. */
export function Trial({ wizard, plan }: TrialProps): ReactNode {
  const t = useT();
  const { dryRun, trying } = wizard;
  const fits = dryRun !== null && same(dryRun.plan, plan);
  return (
    <Stack gap={4}>
      <Row gap={3}>
        <Button
          variant={fits ? 'plain' : 'accent'}
          busy={trying}
          disabled={plan.columns.name === undefined && plan.columns.barcode === undefined}
          onPress={() => void tryImport()}
        >
          {t(dryRun === null ? 'imports.dryRun' : 'imports.dryRunAgain')}
        </Button>
        {trying ? <span role="status">{t('imports.dryRunning')}</span> : null}
      </Row>
      {dryRun === null ? null : (
        <Found result={dryRun.result}>
          {fits ? (
            <Start wizard={wizard} plan={plan} result={dryRun.result} />
          ) : (
            <NoticeLine tone="warn">{t('imports.changedSince')}</NoticeLine>
          )}
        </Found>
      )}
    </Stack>
  );
}

interface FoundProps {
  readonly result: DryRun;
  /** The next step, right below the figures: what follows is long. */
  readonly children: ReactNode;
}

function Found({ result, children }: FoundProps): ReactNode {
  const t = useT();
  const { count } = useFormats();
  const top = useRef<HTMLDivElement>(null);
  // What was found lies below the button, mostly below the edge of the screen.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new result is brought into view
  useEffect(() => {
    top.current?.scrollIntoView({ block: 'start' });
  }, [result]);
  return (
    <Stack gap={4}>
      <div ref={top} />
      <Grid min={180} gap={3}>
        <FigureCard label={t('imports.rows')} value={count(result.rows)} />
        <FigureCard label={t('imports.toAdd')} value={count(result.toAdd)} tone="good" />
        <FigureCard label={t('imports.toChange')} value={count(result.toChange)} />
        <FigureCard
          label={t('imports.refused')}
          value={count(result.refused)}
          tone={result.refused > 0 ? 'warn' : 'plain'}
        />
        {result.skipped > 0 ? (
          <FigureCard label={t('imports.skipped')} value={count(result.skipped)} />
        ) : null}
        {result.withoutStock > 0 ? (
          <FigureCard label={t('imports.withoutStock')} value={count(result.withoutStock)} tone="warn" />
        ) : null}
      </Grid>
      {children}
      <LineErrors errors={result.errors} total={result.refused + result.withoutStock} />
      {result.sample.length === 0 ? null : <Sample sample={result.sample} />}
    </Stack>
  );
}

function Sample({ sample }: { readonly sample: DryRun['sample'] }): ReactNode {
  const t = useT();
  return (
    <Stack gap={2}>
      <h3>{t('imports.sample')}</h3>
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">{t('products.name')}</th>
            <th scope="col">{t('products.barcode')}</th>
            <th scope="col">{t('products.department')}</th>
            <th scope="col" data-align="end">
              {t('common.price')}
            </th>
          </tr>
        </thead>
        <tbody>
          {sample.slice(0, 8).map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a file have no other identity than their place
            <tr key={at}>
              <td data-long>{row.name}</td>
              <td data-whole>{row.barcode ?? ''}</td>
              <td data-long data-words>
                {row.category ?? ''}
              </td>
              <td data-align="end">
                <AmountText minor={row.price} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Stack>
  );
}

interface StartProps extends TrialProps {
  readonly result: DryRun;
}

function Start({ wizard, plan, result }: StartProps): ReactNode {
  const t = useT();
  const [, go] = useLocation();
  const starting = useSend(client.imports.start);
  const many = result.toAdd + result.toChange;
  const start = async (): Promise<void> => {
    if (wizard.upload === null) return;
    const job = await starting.send({ upload: wizard.upload, plan });
    if (job === null) return;
    await queries.invalidateQueries({ queryKey: host.imports.list.key() });
    forgetImport();
    go(`/office/import/${job.id}`);
  };
  if (many === 0) return <NoticeLine tone="warn">{t('imports.nothingToDo')}</NoticeLine>;
  return (
    <Stack gap={2}>
      <ErrorLine text={faultWords(starting.failure, t) ?? starting.error} />
      <Row gap={3}>
        <Button variant="accent" busy={starting.busy} onPress={() => void start()}>
          {t('imports.start', { count: many })}
        </Button>
        <span className="dim">{t('imports.sellOn')}</span>
      </Row>
    </Stack>
  );
}
