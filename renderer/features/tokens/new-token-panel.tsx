import { type ReactNode, useState } from 'react';
import { DetailPane } from '#renderer/features/office/parts/detail-pane.tsx';
import { useSend } from '#renderer/features/office/use-send.ts';
import { RIGHT_GROUPS } from '#renderer/features/people/right-groups.ts';
import { client } from '#renderer/host/host.ts';
import { useSession } from '#renderer/host/use-session.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Checkbox } from '#renderer/ui/choice.tsx';
import { Select, TextField } from '#renderer/ui/field.tsx';
import { FormSection, WideField } from '#renderer/ui/form-layout.tsx';
import { Row, Stack } from '#renderer/ui/layout.tsx';
import { ErrorLine, NoticeLine, toast } from '#renderer/ui/notice.tsx';
import { useT } from '#renderer/ui/words.tsx';
import type { Right } from '#shared/domain/people/rights.ts';
import styles from './new-token-panel.module.css';

interface NewTokenPanelProps {
  readonly people: readonly { readonly id: string; readonly name: string }[];
  readonly onClose: () => void;
  readonly onMade: () => unknown;
}

const DAYS = [1, 7, 30, 90, 180, 366];

/** What a token is for and what it may do; then the token itself, once. */
export function NewTokenPanel({ people, onClose, onMade }: NewTokenPanelProps): ReactNode {
  const t = useT();
  const me = useSession().person;
  const making = useSend(client.tokens.make);
  const [name, setName] = useState('');
  const [person, setPerson] = useState<string | null>(me?.id ?? null);
  const [days, setDays] = useState('90');
  const [rights, setRights] = useState<readonly Right[]>([]);
  const [tried, setTried] = useState(false);
  const [token, setToken] = useState<string | null>(null);
  const make = async (): Promise<void> => {
    setTried(true);
    if (name.trim() === '' || person === null) return;
    const made = await making.send({ name: name.trim(), person, rights: [...rights], days: Number(days) });
    if (made === null) return;
    setToken(made.token);
    await onMade();
  };
  if (token !== null) return <MadeToken token={token} name={name} onClose={onClose} />;
  return (
    <DetailPane
      title={t('tokens.new')}
      onClose={onClose}
      footer={
        <>
          <ErrorLine text={making.error} />
          <Row gap={2}>
            <Button variant="accent" busy={making.busy} onPress={() => void make()}>
              {t('tokens.make')}
            </Button>
          </Row>
        </>
      }
    >
      <FormSection title={t('tokens.about')}>
        <WideField>
          <TextField
            label={t('tokens.name')}
            hint={t('tokens.nameHint')}
            value={name}
            maxLength={80}
            autoFocus
            error={tried && name.trim() === '' ? t('tokens.nameMissing') : undefined}
            onChange={setName}
          />
        </WideField>
        <Select
          label={t('tokens.person')}
          value={person}
          error={tried && person === null ? t('tokens.personMissing') : undefined}
          options={people.map(({ id, name: label }) => ({ value: id, label }))}
          onChange={setPerson}
        />
        <Select
          label={t('tokens.days')}
          value={days}
          options={DAYS.map((count) => ({ value: String(count), label: t('tokens.daysOf', { count }) }))}
          onChange={setDays}
        />
      </FormSection>
      <FormSection title={t('tokens.rights')} hint={t('tokens.rightsHint')}>
        <WideField>
          <Stack gap={2}>
            {rights.length === 0 ? <p className="dim">{t('tokens.rightsNone')}</p> : null}
            {RIGHT_GROUPS.flatMap((group) => group.rights)
              // Nobody can hand on what they do not hold themselves.
              .filter((right) => me?.grants[right]?.state === 'allowed')
              .map((right) => (
                <Checkbox
                  key={right}
                  label={t(`right.${right}`)}
                  value={rights.includes(right)}
                  onChange={(on) =>
                    setRights(on ? [...rights, right] : rights.filter((each) => each !== right))
                  }
                />
              ))}
          </Stack>
        </WideField>
      </FormSection>
    </DetailPane>
  );
}

interface MadeTokenProps {
  readonly token: string;
  readonly name: string;
  readonly onClose: () => void;
}

function MadeToken({ token, name, onClose }: MadeTokenProps): ReactNode {
  const t = useT();
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(token);
    toast(t('common.copied'));
  };
  return (
    <DetailPane
      title={t('tokens.madeTitle')}
      hint={name}
      onClose={onClose}
      footer={
        <Row gap={2}>
          <Button onPress={onClose}>{t('tokens.kept')}</Button>
        </Row>
      }
    >
      <NoticeLine tone="warn">{t('tokens.once')}</NoticeLine>
      <code className={styles['token']} data-testid="token">
        {token}
      </code>
      <Row gap={2}>
        <Button variant="accent" onPress={() => void copy()}>
          {t('tokens.copy')}
        </Button>
      </Row>
      <p className="dim">{t('tokens.warning')}</p>
      <Stack gap={2}>
        <h3>{t('tokens.use')}</h3>
        <pre
          className={styles['example']}
        >{`curl -H "Authorization: Bearer $TOKEN" \\\n  ${location.origin}/api/catalog/categories`}</pre>
      </Stack>
    </DetailPane>
  );
}
