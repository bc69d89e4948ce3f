import { IconPackage, IconPrinter, IconTrash } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { TillBar } from '#renderer/app/top-bar.tsx';
import { AmountText } from '#renderer/ui/amount-text.tsx';
import { CountBadge, StatusPill, StatusWord } from '#renderer/ui/badge.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Chip, FilterChip } from '#renderer/ui/chip.tsx';
import { Checkbox, SegmentedControl, Switch, Tabs } from '#renderer/ui/choice.tsx';
import { Select, TextField } from '#renderer/ui/field.tsx';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { KeyCap } from '#renderer/ui/key-cap.tsx';
import { Card, FigureCard, Grid, Pane, Row, Stack } from '#renderer/ui/layout.tsx';
import { EmptyState, ErrorLine, NoticeLine, Progress } from '#renderer/ui/notice.tsx';
import { moneyEntry, pressPad } from '#renderer/ui/number-entry.ts';
import { MoneyField, PercentField, QuantityField } from '#renderer/ui/number-field.tsx';
import { NumberPad } from '#renderer/ui/number-pad.tsx';
import { PinPad } from '#renderer/ui/pin-pad.tsx';
import { useT } from '#renderer/ui/words.tsx';

/** Every small part once, in the states it has. */
export function PartsPage(): ReactNode {
  return (
    <Stack gap={0} fill>
      <TillBar />
      <Pane>
        <Grid min={420} gap={4}>
          <Buttons />
          <Signs />
          <Fields />
          <Choices />
          <Notices />
          <Pads />
        </Grid>
      </Pane>
    </Stack>
  );
}

function Buttons(): ReactNode {
  const t = useT();
  return (
    <Card label="Buttons" gap={3}>
      <Row even>
        <Button layout="spread" cap="F3">
          {t('action.customer')}
        </Button>
        <Button layout="spread" cap="F4" count={2}>
          {t('action.parked')}
        </Button>
        <Button layout="spread" cap="F5" disabled>
          {t('action.return')}
        </Button>
      </Row>
      <Row>
        <Button variant="soft">{t('action.exact')}</Button>
        <Button variant="danger" cap="F9" icon={IconTrash}>
          {t('action.removeLine')}
        </Button>
        <Button variant="quiet">{t('common.cancel')}</Button>
        <Button pressed>{t('common.all')}</Button>
        <IconButton icon={IconPrinter} label={t('common.print')} />
      </Row>
      <Button variant="accent" size="pay" cap="F2">
        {t('action.pay')}
      </Button>
      <Row wrap>
        <Chip selected>{t('sell.found')}</Chip>
        <Chip>{t('sell.favourites')}</Chip>
        <Chip look="ticket" selected>
          {t('sell.ticketTab', { label: 1, items: 6 })}
        </Chip>
        <Chip look="ticket">{t('sell.ticketTab', { label: 2, items: 1 })}</Chip>
      </Row>
      <Row>
        <FilterChip onRemove={() => undefined}>{t('common.today')}</FilterChip>
        <FilterChip>{t('common.more')}</FilterChip>
        <KeyCap>Ctrl K</KeyCap>
      </Row>
    </Card>
  );
}

function Signs(): ReactNode {
  const t = useT();
  return (
    <Card label="Signs" gap={3}>
      <Row wrap>
        <StatusPill tone="good">{t('frame.shiftOpen', { since: '08:57' })}</StatusPill>
        <StatusPill tone="warn">{t('frame.shiftNone')}</StatusPill>
        <StatusPill tone="bad">{t('frame.diskLow')}</StatusPill>
        <StatusPill tone="good" look="outline">
          {t('frame.printer')}
        </StatusPill>
        <CountBadge count={7} />
        <StatusWord tone="warn">{t('frame.clockBehind')}</StatusWord>
        <StatusWord tone="bad">{t('scan.bad')}</StatusWord>
      </Row>
      <Row justify="between" align="baseline">
        <span className="strong">{t('sell.total')}</span>
        <AmountText minor={11_035} as="money" size="total" />
      </Row>
      <Row justify="between" align="baseline">
        <AmountText minor={-240} tone="good" weight="strong" />
        <AmountText minor={12_345_678_900} as="money" size="total" tone="good" />
      </Row>
      <Row even>
        <FigureCard label={t('sell.discounts')} value="3" hint="¥13,010.20" />
        <FigureCard label={t('sell.total')} value="2" tone="warn" hint="12 · 1 · 1" />
      </Row>
      <Card surface="warn">
        <p className="strong">12 × Oat Drink Chocolate 1 L</p>
        <p className="dim">{t('frame.printerOff')}</p>
        <Row>
          <Button>{t('common.tryAgain')}</Button>
        </Row>
      </Card>
    </Card>
  );
}

function Fields(): ReactNode {
  const t = useT();
  const [text, setText] = useState('');
  const [money, setMoney] = useState<number | null>(1290);
  const [quantity, setQuantity] = useState<number | null>(2000);
  const [rate, setRate] = useState<number | null>(130_000);
  const [unit, setUnit] = useState<'piece' | 'kg' | null>('piece');
  return (
    <Card label="Fields" gap={3}>
      <TextField
        label={t('common.name')}
        value={text}
        onChange={setText}
        placeholder={t('sell.search')}
        hint={t('common.optional')}
      />
      <TextField
        label={t('common.reason')}
        value={text}
        onChange={setText}
        error={t('common.reasonNeeded')}
        takesScan
      />
      <Row even align="start">
        <MoneyField label={t('common.price')} value={money} onChange={setMoney} />
        <PercentField label={t('action.discount')} value={rate} onChange={setRate} />
      </Row>
      <QuantityField label={t('common.quantity')} value={quantity} onChange={setQuantity} decimals={0} />
      <Select
        label={t('common.choose')}
        value={unit}
        onChange={setUnit}
        options={[
          { value: 'piece', label: 'piece' },
          { value: 'kg', label: 'kg' },
        ]}
      />
    </Card>
  );
}

function Choices(): ReactNode {
  const t = useT();
  const [on, setOn] = useState(true);
  const [scheme, setScheme] = useState<'auto' | 'light' | 'dark'>('light');
  const [tab, setTab] = useState<'a' | 'b'>('a');
  return (
    <Card label="Choices" gap={3}>
      <Switch label={t('frame.sounds')} value={on} onChange={setOn} />
      <Checkbox label={t('common.all')} value={on} onChange={setOn} />
      <SegmentedControl
        label={t('frame.appearance')}
        value={scheme}
        onChange={setScheme}
        options={[
          { value: 'auto', label: t('frame.schemeAuto') },
          { value: 'light', label: t('frame.schemeLight') },
          { value: 'dark', label: t('frame.schemeDark') },
        ]}
      />
      <Tabs
        label={t('frame.navigation')}
        value={tab}
        onChange={setTab}
        tabs={[
          { value: 'a', label: t('common.today'), content: t('common.none') },
          { value: 'b', label: t('common.all'), content: t('common.all') },
        ]}
      />
    </Card>
  );
}

function Notices(): ReactNode {
  const t = useT();
  return (
    <Card label="Notices" gap={3}>
      <ErrorLine
        text={t('error.TENDERS_INCOMPLETE', { due: '¥2.40' })}
        action={<Button>{t('common.tryAgain')}</Button>}
      />
      <NoticeLine tone="warn">{t('frame.printerOff')}</NoticeLine>
      <NoticeLine tone="good">{t('common.saved')}</NoticeLine>
      <NoticeLine>{t('common.keepsRunning')}</NoticeLine>
      <Progress label={t('common.loading')} done={320_000} total={808_069} />
      <EmptyState title={t('sell.nothingFound')} hint={t('sell.nothingFoundHint')} icon={IconPackage}>
        <Button>{t('action.openPrice')}</Button>
      </EmptyState>
    </Card>
  );
}

function Pads(): ReactNode {
  const t = useT();
  const [text, setText] = useState('');
  return (
    <Card label="Pads" gap={3}>
      <p className="strong">{text === '' ? '0' : text}</p>
      <div style={{ display: 'flex', height: 420 }}>
        <NumberPad decimals={2} onKey={(key) => setText(pressPad(text, key, moneyEntry(2)))}>
          <Button variant="accent" size="large" layout="stack" cap="Enter">
            {t('pay.takeAmount', { amount: '¥200.00' })}
          </Button>
        </NumberPad>
      </div>
      <PinPad
        title={t('people.enterPin', { name: 'Mei Lin' })}
        onPin={() => undefined}
        error={t('error.PIN_WRONG')}
      />
    </Card>
  );
}
