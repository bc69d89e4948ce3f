import { IconArrowDown, IconArrowUp, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Switch } from '#renderer/ui/choice.tsx';
import { Select, TextField } from '#renderer/ui/field.tsx';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { Card, Row, Spacer } from '#renderer/ui/layout.tsx';
import { useT } from '#renderer/ui/words.tsx';
import type { ScaleRuleView } from '#shared/contract/back-office.ts';
import { patternStands } from '../scale-pattern.ts';
import styles from './scale-rule-card.module.css';

interface ScaleRuleCardProps {
  readonly rule: ScaleRuleView;
  readonly at: number;
  readonly onChange: (rule: ScaleRuleView) => void;
  readonly onRemove: () => void;
  /** null: it is the first. */
  readonly onUp: (() => void) | null;
  readonly onDown: (() => void) | null;
}

const KINDS = ['weighted', 'priced', 'priced-quantity', 'weighted-priced'] as const;
const CHECKS = ['strict', 'ignore'] as const;

/** One rule: its pattern, what the value means, and its place among the rules. */
export function ScaleRuleCard(props: ScaleRuleCardProps): ReactNode {
  const t = useT();
  const { rule, at, onChange } = props;
  const title = t('settings.rule', { at: String(at + 1) });
  return (
    <Card gap={3} label={title}>
      <Row gap={2}>
        <h3>{title}</h3>
        <Spacer />
        <Switch
          label={t('settings.ruleOn')}
          value={rule.active}
          onChange={(active) => onChange({ ...rule, active })}
        />
        <IconButton
          icon={IconArrowUp}
          variant="quiet"
          label={t('settings.moveUp')}
          disabled={props.onUp === null}
          onPress={() => props.onUp?.()}
        />
        <IconButton
          icon={IconArrowDown}
          variant="quiet"
          label={t('settings.moveDown')}
          disabled={props.onDown === null}
          onPress={() => props.onDown?.()}
        />
        <IconButton icon={IconX} variant="quiet" label={t('common.remove')} onPress={props.onRemove} />
      </Row>
      <div className={styles['fields']}>
        <TextField
          label={t('settings.pattern')}
          value={rule.pattern}
          maxLength={40}
          error={patternStands(rule) ? undefined : t('settings.patternBad')}
          onChange={(pattern) => onChange({ ...rule, pattern })}
        />
        <Select
          label={t('settings.ruleKind')}
          value={rule.kind}
          options={KINDS.map((kind) => ({ value: kind, label: t(`settings.scale.${kind}`) }))}
          onChange={(kind) => onChange({ ...rule, kind })}
        />
        <Select
          label={t('settings.checkDigit')}
          value={rule.checkDigit}
          options={CHECKS.map((check) => ({ value: check, label: t(`settings.checkDigit.${check}`) }))}
          onChange={(checkDigit) => onChange({ ...rule, checkDigit })}
        />
        <TextField
          label={t('settings.ruleName')}
          value={rule.name}
          maxLength={80}
          placeholder={rule.pattern}
          onChange={(name) => onChange({ ...rule, name })}
        />
      </div>
    </Card>
  );
}
