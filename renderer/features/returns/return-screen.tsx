import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useLocation, useParams } from 'wouter';
import { useActions } from '#renderer/commands/use-actions.ts';
import { useTypedKeys } from '#renderer/commands/use-keys.ts';
import { host } from '#renderer/host/host.ts';
import { useFailureText } from '#renderer/host/use-failure-text.ts';
import { ActionButton } from '#renderer/ui/action-button.tsx';
import { Pane } from '#renderer/ui/layout.tsx';
import { EmptyState, ErrorLine, NoticeLine } from '#renderer/ui/notice.tsx';
import { entryValue, padKeyOf, pressPad, quantityEntry } from '#renderer/ui/number-entry.ts';
import { ScreenHead } from '#renderer/ui/screen-head.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import type { SaleView } from '#shared/contract/sales.ts';
import { useKept } from '../cash/use-kept.ts';
import { back, backActions } from '../sales-search/back.ts';
import { listKeys } from '../sales-search/list-keys.ts';
import { useToday } from '../sales-search/use-find-sales.ts';
import {
  broughtBack,
  conditionOf,
  nextCondition,
  qtyOf,
  roomIn,
  STEP,
  withAll,
  withCondition,
  withQty,
} from './brought-back.ts';
import { RefundPane } from './parts/refund-pane.tsx';
import { ReturnLine } from './parts/return-line.tsx';
import { allLines, returnKeys } from './return-keys.ts';
import styles from './return-screen.module.css';
import { scannedLines } from './scanned-lines.ts';
import { SoldElsewhere } from './sold-elsewhere.tsx';
import { useGiveBack } from './use-give-back.ts';
import { useSlipScans } from './use-slip-scans.ts';

/** A return of one sale, from its address. */
export function ReturnScreen(): ReactNode {
  const say = useFailureText();
  const { sale: id } = useParams<{ sale: string }>();
  const { data: sale, error } = useQuery(host.sales.get.queryOptions({ input: { sale: id } }));
  if (sale === undefined) return <NoSale text={say(error)} />;
  if (sale.soldAt !== null)
    return <SoldElsewhere sale={sale.sale} number={sale.number} register={sale.soldAt} />;
  return <ReturnOf key={sale.sale} sale={sale} />;
}

/** The slip of another sale still leads to that one. */
function NoSale({ text }: { readonly text: string | null }): ReactNode {
  useSlipScans();
  return <ErrorLine text={text} />;
}

const STRANGE = { 'not-here': 'returns.notOfThisSale', 'all-back': 'returns.allOfItBack' } as const;

/** Which lines come back, how many, in which condition; what that gives back stands beside it at every moment. */
function ReturnOf({ sale }: { readonly sale: SaleView }): ReactNode {
  const t = useT();
  const { dateTime, businessDate } = useFormats();
  const [, navigate] = useLocation();
  const [texts, setTexts] = useKept(`return.${sale.sale}`);
  const [chosen, setChosen] = useState(() =>
    Math.max(
      0,
      sale.lines.findIndex(({ returnable }) => returnable > 0),
    ),
  );
  const [entry, setEntry] = useState<{ readonly line: number; readonly text: string } | null>(null);
  const late = useToday() > sale.returnUntil;
  const line = sale.lines[chosen];
  const lines = broughtBack(texts, sale.lines);
  const [strange, setStrange] = useState<'not-here' | 'all-back' | null>(null);
  const giving = useGiveBack(sale, lines, () => setTexts(null));
  const go = (by: number): void => {
    setEntry(null);
    setChosen(Math.min(sale.lines.length - 1, Math.max(0, chosen + by)));
  };
  const put = (at: SaleView['lines'][number], qty: number): void => {
    setEntry(null);
    setStrange(null);
    setTexts(withQty(texts, at, qty));
  };
  useSlipScans(async (code) => {
    const scanned = await scannedLines(code, sale.lines);
    const at = roomIn(texts, scanned);
    if (at === null) setStrange(scanned.length === 0 ? 'not-here' : 'all-back');
    else {
      setChosen(sale.lines.indexOf(at));
      put(at, qtyOf(texts, at) + STEP);
    }
    return at !== null;
  });
  const toggle = (): void => {
    if (line !== undefined) put(line, qtyOf(texts, line) === line.returnable ? 0 : line.returnable);
  };
  useActions(listKeys, { go, choose: toggle, any: line !== undefined });
  useActions(backActions, { goBack: () => navigate('/return') });
  useActions(returnKeys, {
    ready: giving.ready,
    give: giving.give,
    all: () => setTexts(withAll(texts, sale.lines)),
    change: (by) => line !== undefined && put(line, qtyOf(texts, line) + by * STEP),
    condition: () =>
      line !== undefined &&
      setTexts(withCondition(texts, line, nextCondition(conditionOf(texts, line.line)))),
  });
  useTypedKeys((strokes) => {
    const keys = strokes.map(({ char }) => padKeyOf(char)).filter((key) => key !== null);
    if (line === undefined || keys.length === 0) return false;
    const rules = quantityEntry(line.unit === 'piece' ? 0 : 3);
    const before = entry?.line === line.line ? entry.text : '';
    const text = keys.reduce((typed, key) => pressPad(typed, key, rules), before);
    const value = entryValue(text, rules.decimals) ?? 0;
    setTexts(withQty(texts, line, rules.decimals === 0 ? value * 1000 : value));
    setEntry({ line: line.line, text });
    return true;
  });
  const nothingLeft = sale.lines.every(({ returnable }) => returnable === 0);
  return (
    <div className={styles['screen']}>
      <Pane
        padding="none"
        header={
          <ScreenHead
            title={t('returns.of', { number: sale.number })}
            hint={t('sales.madeAt', { time: dateTime(sale.at), clerk: sale.clerk })}
            back={back}
          >
            <ActionButton action={allLines} withIcon />
          </ScreenHead>
        }
      >
        <div className={styles['notices']}>
          {late ? (
            <NoticeLine tone="warn">
              {t('sales.tooLate', { date: businessDate(sale.returnUntil) })}
            </NoticeLine>
          ) : null}
          {strange !== null ? <NoticeLine tone="warn">{t(STRANGE[strange])}</NoticeLine> : null}
        </div>
        {nothingLeft ? (
          <EmptyState title={t('returns.nothingLeft')} hint={t('returns.nothingLeftHint')} />
        ) : null}
        <ul className={styles['lines']} aria-label={t('sales.lines')}>
          {sale.lines.map((each, index) => (
            <ReturnLine
              key={each.line}
              line={each}
              qty={qtyOf(texts, each)}
              condition={conditionOf(texts, each.line)}
              chosen={index === chosen}
              onChoose={() => setChosen(index)}
              onQty={(qty) => {
                setChosen(index);
                put(each, qty);
              }}
              onCondition={(next) => setTexts(withCondition(texts, each, next))}
            />
          ))}
        </ul>
      </Pane>
      <RefundPane giving={giving} count={lines.length} />
    </div>
  );
}
