import { instantOf, type LocalMinute, minuteAt } from '#shared/domain/pricing/local-minute.ts';
import type { PriceClock } from '#shared/domain/pricing/price-in-force.ts';
import { query, type Reader } from '../journal/query.ts';
import { type PriceHost, priceClock } from './prices-now.ts';

export interface SwitchPorts {
  readonly host: PriceHost & { readonly read: Reader };
  readonly after: (ms: number, work: () => void) => () => void;
  /** Prices have begun or ended: whoever shows some asks again. */
  readonly switched: () => void;
  readonly report: (error: unknown) => void;
}

const MINUTE_MS = 60_000;
/** Clocks that are set back make a minute come twice; what began in it began before. */
const SET_BACK_MS = 3 * 3_600_000;

/**
 * Tells at the turn of every minute whether prices began or ended in it. What is charged needs no telling: it is reckoned at each scan.
 * Answers how to end it.
 */
export function watchSwitches({ host, after, switched, report }: SwitchPorts): () => void {
  let seen = priceClock(host).at;
  let callOff = (): void => {};
  const look = async (): Promise<void> => {
    const clock = priceClock(host);
    const before = seen;
    seen = Math.max(seen, clock.at);
    if (await anySwitch(host.read, before, { ...clock, at: seen })) switched();
  };
  const wait = (): void => {
    callOff = after(MINUTE_MS - (priceClock(host).at % MINUTE_MS), () => {
      wait();
      look().catch(report);
    });
  };
  wait();
  return () => callOff();
}

/** Whether a schedule begins or ends after one instant and not after the other. */
async function anySwitch(read: Reader, after: number, { at, timeZone }: PriceClock): Promise<boolean> {
  const window = { from: minuteAt(after - SET_BACK_MS, timeZone), to: minuteAt(at + SET_BACK_MS, timeZone) };
  const rows = await read.all(turning, window);
  const isWithin = (minute: string | null): boolean => {
    if (minute === null) return false;
    const instant = instantOf(minute as LocalMinute, timeZone);
    return instant > after && instant <= at;
  };
  return rows.some(({ from_minute, until_minute }) => isWithin(from_minute) || isWithin(until_minute));
}

const turning = query<{ from: string; to: string }, { from_minute: string; until_minute: string | null }>(
  (db, param) =>
    db
      .selectFrom('price_schedule')
      .select(['from_minute', 'until_minute'])
      .where('cancelled', '=', 0)
      .where((e) =>
        e.or([
          e.and([e('from_minute', '>=', param('from')), e('from_minute', '<=', param('to'))]),
          e.and([e('until_minute', '>=', param('from')), e('until_minute', '<=', param('to'))]),
        ]),
      ),
);
