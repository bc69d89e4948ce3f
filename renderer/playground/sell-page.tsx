import { IconCash } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { TillBar } from '#renderer/app/top-bar.tsx';
import { action } from '#renderer/commands/action.ts';
import { LastScans } from '#renderer/commands/last-scans.tsx';
import { typedBarcode } from '#renderer/commands/scanner.ts';
import { useActions } from '#renderer/commands/use-actions.ts';
import { useScans, useTypedKeys } from '#renderer/commands/use-keys.ts';
import { ActionButton } from '#renderer/ui/action-button.tsx';
import { AmountText } from '#renderer/ui/amount-text.tsx';
import { Chip } from '#renderer/ui/chip.tsx';
import { TextField } from '#renderer/ui/field.tsx';
import { Grid, Pane, Row, Stack } from '#renderer/ui/layout.tsx';
import { Tile } from '#renderer/ui/tile.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import { sampleNames } from './sample.ts';

interface State {
  readonly take: (times: number) => void;
}

const pay = action<State>({
  id: 'sample.pay',
  name: 'action.pay',
  icon: IconCash,
  scope: 'sell',
  keys: ['F2', 'NumpadAdd'],
  run: ({ take }) => take(1),
});
const actions = [pay] as const;

/** Tiles, a field, scans and keys working together. */
export function SellPage(): ReactNode {
  const t = useT();
  const { money } = useFormats();
  const [query, setQuery] = useState('');
  const [paid, setPaid] = useState(0);
  const [typed, setTyped] = useState('');
  const [reference, setReference] = useState('');
  useActions(actions, { take: (times) => setPaid((now) => now + times) });
  useScans(({ text }) => (typedBarcode(text) === null ? 'bad' : 'good'));
  useTypedKeys((strokes) => {
    setTyped((now) => now + strokes.map(({ char }) => char).join(''));
    return true;
  });
  return (
    <Stack gap={0} fill>
      <TillBar />
      <div
        style={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr) 452px', height: 'calc(100vh - 52px)' }}
      >
        <Pane>
          <Stack gap={3}>
            <TextField
              label={t('sell.search')}
              labelled="hidden"
              placeholder={t('sell.search')}
              value={query}
              onChange={setQuery}
              takesTypedCodes
            />
            <Row>
              <Chip selected>{t('sell.found')}</Chip>
              <Chip>{t('sell.favourites')}</Chip>
              <Chip>茶与饮料</Chip>
            </Row>
            <Grid min={160}>
              {sampleNames.map((name, index) => (
                <Tile
                  key={name}
                  name={name}
                  price={money(650 + index * 1240)}
                  selected={index === 0}
                  stock={
                    index === 2
                      ? { text: t('sell.left', { count: '3' }), tone: 'warn' }
                      : { text: String(index * 7), tone: 'plain' }
                  }
                  onPress={() => undefined}
                />
              ))}
            </Grid>
          </Stack>
        </Pane>
        <Pane
          surface="card"
          footer={
            <Stack gap={2}>
              <Row justify="between" align="baseline">
                <span className="strong">{t('sell.total')}</span>
                <AmountText minor={11_035} as="money" size="total" />
              </Row>
              <ActionButton action={pay} variant="accent" size="pay" />
            </Stack>
          }
        >
          <TextField label={t('pay.reference')} value={reference} onChange={setReference} takesScan />
          <output data-testid="paid">{paid}</output>
          <output data-testid="typed">{typed}</output>
          <LastScans />
        </Pane>
      </div>
    </Stack>
  );
}
