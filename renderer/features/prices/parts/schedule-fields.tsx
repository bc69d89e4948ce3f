import type { ReactNode } from 'react';
import { Switch } from '#renderer/ui/choice.tsx';
import { TextField } from '#renderer/ui/field.tsx';
import { Row, Stack } from '#renderer/ui/layout.tsx';
import { useT } from '#renderer/ui/words.tsx';
import type { ScheduleForm } from '../schedule-form.ts';

interface ScheduleFieldsProps {
  readonly form: ScheduleForm;
  readonly onChange: (part: Partial<ScheduleForm>) => void;
  readonly refusal: (field: string) => string | undefined;
}

/** From which minute to which, and what for. */
export function ScheduleFields({ form, onChange, refusal }: ScheduleFieldsProps): ReactNode {
  const t = useT();
  return (
    <Stack gap={3}>
      <Row gap={2} align="start">
        <TextField
          label={`${t('prices.from')}: ${t('prices.date')}`}
          type="date"
          value={form.date}
          error={refusal('from')}
          onChange={(date) => onChange({ date })}
        />
        <TextField
          label={t('prices.time')}
          type="time"
          value={form.time}
          onChange={(time) => onChange({ time })}
        />
      </Row>
      <Switch
        label={t('prices.ends')}
        hint={t('prices.endsHint')}
        value={form.ends}
        onChange={(ends) => onChange({ ends })}
      />
      {form.ends ? (
        <Row gap={2} align="start">
          <TextField
            label={t('prices.endDate')}
            type="date"
            value={form.endDate}
            error={refusal('until')}
            onChange={(endDate) => onChange({ endDate })}
          />
          <TextField
            label={t('prices.endTime')}
            type="time"
            value={form.endTime}
            onChange={(endTime) => onChange({ endTime })}
          />
        </Row>
      ) : null}
      <TextField
        label={t('prices.name')}
        placeholder={t('prices.namePlaceholder')}
        value={form.name}
        maxLength={80}
        error={refusal('name')}
        onChange={(name) => onChange({ name })}
      />
      <p className="dim">{t('prices.local')}</p>
    </Stack>
  );
}
