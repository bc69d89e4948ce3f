import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { newCommandId } from '#renderer/features/approval/new-command-id.ts';
import { OfficePage } from '#renderer/features/office/parts/office-page.tsx';
import { SaveBar } from '#renderer/features/office/parts/save-bar.tsx';
import { useDraft } from '#renderer/features/office/use-draft.ts';
import { useSend } from '#renderer/features/office/use-send.ts';
import { invalidate } from '#renderer/host/changes.ts';
import { client, host } from '#renderer/host/host.ts';
import { useFailureText } from '#renderer/host/use-failure-text.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Stack } from '#renderer/ui/layout.tsx';
import { ErrorLine, toast } from '#renderer/ui/notice.tsx';
import { Fields } from '#renderer/ui/read-only.tsx';
import { useT } from '#renderer/ui/words.tsx';
import type { ScaleRuleView } from '#shared/contract/back-office.ts';
import { LabelTester } from './parts/label-tester.tsx';
import { ScaleRuleCard } from './parts/scale-rule-card.tsx';
import styles from './scale-labels-screen.module.css';
import { patternStands } from './scale-pattern.ts';

/** Rules for the labels of the shop's scale, and a place to try them before they are saved. */
export function ScaleLabelsScreen(): ReactNode {
  const t = useT();
  const say = useFailureText();
  const { data, error } = useQuery(host.settings.scaleRules.queryOptions());
  return (
    <OfficePage
      title={t('settings.scaleLabels')}
      hint={t('settings.scaleHint')}
      needs="settings.edit"
      keptAtHq
    >
      <ErrorLine text={say(error)} />
      {data === undefined ? null : <Rules saved={data} />}
    </OfficePage>
  );
}

function Rules({ saved }: { readonly saved: readonly ScaleRuleView[] }): ReactNode {
  const t = useT();
  const draft = useDraft<{ readonly rules: readonly ScaleRuleView[] }>('scale rules', { rules: saved });
  const saving = useSend(client.settings.saveScaleRules);
  const { rules } = draft.value;
  const setRules = (next: readonly ScaleRuleView[]): void => draft.set({ rules: next });
  const save = async (): Promise<void> => {
    if (!rules.every(patternStands)) return;
    const named = rules.map((rule) => ({
      ...rule,
      name: rule.name.trim() === '' ? rule.pattern : rule.name,
    }));
    const done = await saving.send({ rules: named });
    if (done === null) return;
    await invalidate(['settings']);
    draft.reset();
    toast(t('settings.saved'));
  };
  const swap = (at: number, by: 1 | -1) => (): void => {
    const one = rules[at];
    const other = rules[at + by];
    if (one !== undefined && other !== undefined) setRules(rules.with(at, other).with(at + by, one));
  };
  return (
    <div className={styles['beside']}>
      <Stack gap={3} className={styles['rules'] ?? ''}>
        <Fields>
          {rules.length === 0 ? <p className="dim">{t('settings.rulesNone')}</p> : null}
          {rules.map((rule, at) => (
            <ScaleRuleCard
              key={rule.id}
              rule={rule}
              at={at}
              onChange={(next) => setRules(rules.with(at, next))}
              onRemove={() => setRules(rules.toSpliced(at, 1))}
              onUp={at === 0 ? null : swap(at, -1)}
              onDown={at === rules.length - 1 ? null : swap(at, 1)}
            />
          ))}
          <div>
            <Button
              icon={IconPlus}
              disabled={rules.length >= 50}
              onPress={() => setRules([...rules, newRule()])}
            >
              {t('settings.ruleAdd')}
            </Button>
          </div>
        </Fields>
        <SaveBar look="bar" draft={draft} busy={saving.busy} error={saving.error} onSave={save} />
      </Stack>
      <LabelTester rules={rules} />
    </div>
  );
}

const newRule = (): ScaleRuleView => ({
  id: newCommandId(),
  name: '',
  pattern: '21.....{NNDDD}x',
  kind: 'weighted',
  checkDigit: 'strict',
  active: true,
});
