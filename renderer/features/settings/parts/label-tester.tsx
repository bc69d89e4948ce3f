import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type ReactNode, useDeferredValue, useState } from 'react';
import { useScans } from '#renderer/commands/use-keys.ts';
import { host } from '#renderer/host/host.ts';
import { StatusWord } from '#renderer/ui/badge.tsx';
import { TextField } from '#renderer/ui/field.tsx';
import { Card } from '#renderer/ui/layout.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import type { ScaleRuleView } from '#shared/contract/back-office.ts';
import { patternStands } from '../scale-pattern.ts';
import styles from './label-tester.module.css';

/** Labels pasted or scanned, and what the rules as they stand make of each. */
export function LabelTester({ rules }: { readonly rules: readonly ScaleRuleView[] }): ReactNode {
  const t = useT();
  const [text, setText] = useState('');
  useScans(({ text: code }) => {
    setText((now) => (now.trim() === '' ? code : `${now.trimEnd()}\n${code}`));
    return 'good';
  });
  const labels = useDeferredValue(text)
    .split(/\s+/)
    .filter((label) => label !== '' && label.length <= 40)
    .slice(0, 20);
  // A pattern in the middle of being typed is left out, as the till would leave it out.
  const asked = rules
    .filter(patternStands)
    .map((rule) => ({ ...rule, name: rule.name.trim() === '' ? rule.pattern : rule.name }));
  const { data } = useQuery({
    ...host.settings.tryScaleRules.queryOptions({ input: { rules: asked, labels } }),
    enabled: labels.length > 0,
    placeholderData: keepPreviousData,
    gcTime: 30_000,
  });
  const shown = labels.length === 0 ? [] : (data ?? []).filter(({ label }) => labels.includes(label));
  return (
    <Card gap={3} className={styles['tester']} label={t('settings.tester')}>
      <h2>{t('settings.tester')}</h2>
      <p className="dim">{t('settings.testerHint')}</p>
      <TextField
        label={t('settings.testerLabels')}
        lines={4}
        maxLength={900}
        value={text}
        placeholder={'2100001012345'}
        onChange={setText}
      />
      {shown.length === 0 ? <p className="dim">{t('settings.testerEmpty')}</p> : null}
      <ul className={styles['list']} aria-live="polite">
        {shown.map((trial, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same label may be tried twice
          <Trial key={at} trial={trial} />
        ))}
      </ul>
      <p className="dim small">{t('settings.patternHint')}</p>
    </Card>
  );
}

interface TrialProps {
  readonly trial: {
    readonly label: string;
    readonly rule: string | null;
    readonly plu: string | null;
    readonly value: number | null;
    readonly kind: string | null;
    readonly product: string | null;
    readonly problem: string | null;
  };
}

const PROBLEMS = ['inactive', 'pattern', 'length', 'digits', 'check-digit', 'decimals'] as const;

function Trial({ trial }: TrialProps): ReactNode {
  const t = useT();
  const formats = useFormats();
  const { value, plu, kind } = trial;
  const problem = PROBLEMS.find((each) => each === trial.problem);
  const words =
    value === null
      ? null
      : kind === 'weighted' || kind === 'weighted-priced'
        ? t('settings.read.kg', { kg: formats.quantity(value) })
        : formats.money(value);
  return (
    <li className={styles['trial']} data-label={trial.label}>
      <code className={styles['label']}>{trial.label}</code>
      {trial.rule === null ? (
        <StatusWord tone="bad">
          {t('settings.read.noRule')}
          {problem === undefined ? '' : ` · ${t(`settings.read.problem.${problem}`)}`}
        </StatusWord>
      ) : (
        <span>
          <span className="strong">{words}</span>
          {plu === null || plu === '' ? null : ` · ${t('settings.read.plu', { plu })}`}
          {' · '}
          {trial.product === null ? (
            <StatusWord tone="warn">{t('settings.read.noProduct')}</StatusWord>
          ) : (
            <StatusWord tone="good">{trial.product}</StatusWord>
          )}
        </span>
      )}
      {trial.rule === null ? null : <span className="dim small">{trial.rule}</span>}
    </li>
  );
}
