import { IconFileImport } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useRef, useState } from 'react';
import { OfficePage } from '#renderer/features/office/parts/office-page.tsx';
import { host } from '#renderer/host/host.ts';
import { useFailureText } from '#renderer/host/use-failure-text.ts';
import { useSession } from '#renderer/host/use-session.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Row, Spacer, Stack } from '#renderer/ui/layout.tsx';
import { ErrorLine, Progress } from '#renderer/ui/notice.tsx';
import { useT } from '#renderer/ui/words.tsx';
import { faultWords } from './fault-words.ts';
import styles from './imports.module.css';
import { ColumnMapping } from './parts/column-mapping.tsx';
import { ImportRules } from './parts/import-rules.tsx';
import { PastImports } from './parts/past-imports.tsx';
import { Trial } from './parts/trial.tsx';
import { chooseFile, forgetImport, useWizard } from './use-wizard.ts';

/** Products from a file: chosen, looked at, tried, imported. Nothing changes before the last step. */
export function ImportScreen(): ReactNode {
  const t = useT();
  const say = useFailureText();
  const wizard = useWizard();
  const ready = wizard.preview !== null && wizard.plan !== null;
  const words = faultWords(wizard.failure, t) ?? say(wizard.failure);
  const kept = useSession().link === 'joined';
  return (
    <OfficePage
      title={t('imports.title')}
      hint={t('imports.hint')}
      needs="catalog.import"
      keptAtHq
      actions={ready && !kept ? <Button onPress={forgetImport}>{t('imports.another')}</Button> : undefined}
    >
      <ErrorLine text={words} />
      {kept ? null : ready ? (
        <Stack gap={6}>
          <ColumnMapping preview={wizard.preview} plan={wizard.plan} file={wizard.file ?? ''} />
          <ImportRules plan={wizard.plan} />
          <Trial wizard={wizard} plan={wizard.plan} />
        </Stack>
      ) : (
        <DropZone />
      )}
      <Past />
    </OfficePage>
  );
}

function DropZone(): ReactNode {
  const t = useT();
  const { file, size, sent, failure } = useWizard();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const take = (chosen: File | undefined): void => {
    setOver(false);
    if (chosen !== undefined) void chooseFile(chosen);
  };
  if (file !== null && failure === null)
    return (
      <div className={styles['reading']}>
        <Progress label={t('imports.uploading', { name: file })} done={sent} total={size} />
      </div>
    );
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping a file is a second way; the button is the first
    <div
      className={styles['drop']}
      data-over={over}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        take(event.dataTransfer.files[0]);
      }}
    >
      <IconFileImport size={36} stroke={1.25} aria-hidden="true" />
      <p className={styles['dropTitle']}>{t('imports.drop')}</p>
      <p className="dim">{t('imports.dropHint')}</p>
      <Button variant="accent" onPress={() => input.current?.click()}>
        {t('imports.chooseFile')}
      </Button>
      <input
        ref={input}
        type="file"
        accept=".csv,.tsv,.txt,.xlsx,.gz"
        aria-label={t('imports.chooseFile')}
        className="visually-hidden"
        tabIndex={-1}
        onChange={(event) => {
          take(event.currentTarget.files?.[0]);
          event.currentTarget.value = '';
        }}
      />
    </div>
  );
}

function Past(): ReactNode {
  const t = useT();
  const { data } = useQuery(host.imports.list.queryOptions());
  if (data === undefined) return null;
  return (
    <Stack gap={2}>
      <Row>
        <h2>{t('imports.past')}</h2>
        <Spacer />
      </Row>
      {data.length === 0 ? <p className="dim">{t('imports.none')}</p> : <PastImports jobs={data} />}
    </Stack>
  );
}
