import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { OfficePage } from '#renderer/features/office/parts/office-page.tsx';
import { SaveBar } from '#renderer/features/office/parts/save-bar.tsx';
import { useDraft } from '#renderer/features/office/use-draft.ts';
import { useSend } from '#renderer/features/office/use-send.ts';
import { invalidate } from '#renderer/host/changes.ts';
import { client, host } from '#renderer/host/host.ts';
import { useFailureText } from '#renderer/host/use-failure-text.ts';
import { useSession } from '#renderer/host/use-session.ts';
import { StatusWord, type Tone } from '#renderer/ui/badge.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { SegmentedControl, Switch } from '#renderer/ui/choice.tsx';
import { TextField } from '#renderer/ui/field.tsx';
import { FormLayout, FormSection, WideField } from '#renderer/ui/form-layout.tsx';
import { Card, Row, Stack } from '#renderer/ui/layout.tsx';
import { ErrorLine, toast } from '#renderer/ui/notice.tsx';
import { useT } from '#renderer/ui/words.tsx';
import { PrintJobs } from './print-jobs.tsx';

/** How this register reaches its printer, whether it does, and the slips on their way. */
export function PrinterScreen(): ReactNode {
  const t = useT();
  const say = useFailureText();
  const { data, error } = useQuery(host.settings.printer.queryOptions());
  return (
    <OfficePage title={t('printing.title')} hint={t('printing.hint')} needs="settings.edit">
      <ErrorLine text={say(error)} />
      {data === undefined ? null : <PrinterForm saved={data} />}
      <Stack gap={3}>
        <h2>{t('printing.queue')}</h2>
        <PrintJobs />
      </Stack>
    </OfficePage>
  );
}

type Printer = NonNullable<Awaited<ReturnType<typeof client.settings.printer>>>;
interface Form {
  readonly use: boolean;
  readonly host: string;
  readonly port: string;
  readonly columns: '48' | '32';
  readonly cut: boolean;
  readonly drawerPin: '0' | '1';
}

function PrinterForm({ saved }: { readonly saved: Printer | null }): ReactNode {
  const t = useT();
  const draft = useDraft<Form>('printer', formOf(saved));
  const saving = useSend(client.settings.savePrinter);
  const [tried, setTried] = useState(false);
  const { value, patch } = draft;
  const save = async (): Promise<void> => {
    setTried(true);
    const next = value.use ? printerOf(value) : null;
    if (next === 'incomplete') return;
    const done = await saving.send({ value: next });
    if (done === null) return;
    await invalidate(['settings', 'print']);
    draft.reset();
    toast(t('settings.saved'));
  };
  return (
    <>
      <FormLayout label={t('printing.title')} onSubmit={save}>
        <State />
        <Switch label={t('printing.use')} value={value.use} onChange={(use) => patch({ use })} />
        {value.use ? <Fields value={value} patch={patch} tried={tried} /> : null}
      </FormLayout>
      <SaveBar draft={draft} busy={saving.busy} error={saving.error} onSave={save}>
        <TestButton saved={saved !== null} dirty={draft.dirty} />
      </SaveBar>
    </>
  );
}

interface FieldsProps {
  readonly value: Form;
  readonly patch: (part: Partial<Form>) => void;
  readonly tried: boolean;
}

function Fields({ value, patch, tried }: FieldsProps): ReactNode {
  const t = useT();
  return (
    <FormSection title={t('printing.title')}>
      <TextField
        label={t('printing.host')}
        hint={t('printing.hostHint')}
        value={value.host}
        maxLength={200}
        error={tried && value.host.trim() === '' ? t('printing.hostMissing') : undefined}
        onChange={(next) => patch({ host: next })}
      />
      <TextField
        label={t('printing.port')}
        hint={t('printing.portHint')}
        value={value.port}
        inputMode="numeric"
        maxLength={5}
        error={tried && portOf(value.port) === null ? t('printing.portBad') : undefined}
        onChange={(port) => patch({ port })}
      />
      <Labelled label={t('printing.paper')}>
        <SegmentedControl
          label={t('printing.paper')}
          value={value.columns}
          options={[
            { value: '48', label: t('printing.paper80') },
            { value: '32', label: t('printing.paper58') },
          ]}
          onChange={(columns) => patch({ columns })}
        />
      </Labelled>
      <Switch label={t('printing.cut')} value={value.cut} onChange={(cut) => patch({ cut })} />
      <WideField>
        <Labelled label={t('printing.drawerPin')}>
          <SegmentedControl
            label={t('printing.drawerPin')}
            value={value.drawerPin}
            options={[
              { value: '0', label: t('printing.drawerPin0') },
              { value: '1', label: t('printing.drawerPin1') },
            ]}
            onChange={(drawerPin) => patch({ drawerPin })}
          />
          <p className="dim small">{t('printing.drawerHint')}</p>
        </Labelled>
      </WideField>
    </FormSection>
  );
}

const Labelled = ({
  label,
  children,
}: {
  readonly label: string;
  readonly children: ReactNode;
}): ReactNode => (
  <Stack gap={1}>
    <span className="strong">{label}</span>
    <div>{children}</div>
  </Stack>
);

const TONES: Readonly<Record<string, Tone>> = {
  ready: 'good',
  off: 'warn',
  'paper-out': 'warn',
  'cover-open': 'warn',
};

function State(): ReactNode {
  const t = useT();
  const { state } = useSession().printer;
  return (
    <Card gap={1} surface={TONES[state] === 'warn' ? 'warn' : 'card'} label={t('printing.state')}>
      <Row gap={2}>
        <span className="dim">{t('printing.state')}</span>
        <StatusWord tone={TONES[state] ?? 'plain'}>{t(`printing.state.${state}`)}</StatusWord>
      </Row>
      {state === 'off' ? <p>{t('printing.stateHelp.off')}</p> : null}
    </Card>
  );
}

function TestButton({ saved, dirty }: { readonly saved: boolean; readonly dirty: boolean }): ReactNode {
  const t = useT();
  const say = useFailureText();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  if (!saved) return null;
  const print = async (): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      await client.printing.test();
      toast(t('printing.testSent'));
    } catch (failure) {
      setProblem(say(failure));
    }
    setBusy(false);
  };
  return (
    <>
      {dirty ? <span className="dim small">{t('printing.testSave')}</span> : null}
      <Button busy={busy} disabled={dirty} onPress={() => void print()}>
        {t('printing.test')}
      </Button>
      <ErrorLine text={problem} />
    </>
  );
}

const formOf = (saved: Printer | null): Form => ({
  use: saved !== null,
  host: saved?.host ?? '',
  port: String(saved?.port ?? 9100),
  columns: saved?.columns === 32 ? '32' : '48',
  cut: saved?.cut ?? true,
  drawerPin: saved?.drawerPin === 1 ? '1' : '0',
});

function printerOf(form: Form): Printer | 'incomplete' {
  const port = portOf(form.port);
  if (port === null || form.host.trim() === '') return 'incomplete';
  return {
    host: form.host.trim(),
    port,
    columns: form.columns === '32' ? 32 : 48,
    cut: form.cut,
    drawerPin: form.drawerPin === '1' ? 1 : 0,
  };
}

function portOf(text: string): number | null {
  const port = /^\d{1,5}$/.test(text.trim()) ? Number(text) : 0;
  return port >= 1 && port <= 65_535 ? port : null;
}
