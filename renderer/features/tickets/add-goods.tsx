import { flushSync } from 'react-dom';
import { newCommandId } from '#renderer/features/approval/new-command-id.ts';
import { tryUntilAnswered } from '#renderer/features/approval/try-until-answered.ts';
import { withApproval } from '#renderer/features/approval/with-approval.tsx';
import { refusalOf } from '#renderer/host/failure.ts';
import { client } from '#renderer/host/host.ts';
import { openDialog } from '#renderer/ui/dialogs.tsx';
import type { ScanOutcome, TicketView } from '#shared/contract/tickets.ts';
import type { Unit } from '#shared/domain/catalog/product.ts';
import type { DomainError } from '#shared/domain/error.ts';
import { counter, putGoods } from './counter.ts';
import { inOrder } from './in-order.ts';
import { UnusualQuantityDialog } from './unusual-quantity-dialog.tsx';
import { WeightDialog } from './weight-dialog.tsx';

/** What a command that brings goods is sent with, at every try. */
interface Bringing {
  readonly commandId: string;
  readonly approval?: string | undefined;
  /** null: the goods start a new ticket. */
  readonly ticket: string | null;
  readonly qty?: number | undefined;
  readonly confirmed?: boolean | undefined;
}

interface Added {
  readonly ticket: TicketView;
  readonly line: number;
  /** What its label says, where another price is charged. */
  readonly printed?: number | null;
}

/** A scanned or typed code; only an item changes anything. */
export const scanCode = (code: string): Promise<ScanOutcome | null> =>
  bring(
    ({ commandId, ticket, qty, confirmed }) =>
      client.tickets.scan({ commandId, ticket, qty, confirmed, code }),
    (outcome) => (outcome.kind === 'added' ? outcome : null),
  );

interface Goods {
  readonly product: string;
  readonly name: string;
  readonly unit: Unit;
  readonly source: 'tile' | 'search' | 'scan';
}

/** A tile or a found product. What is sold by weight asks for it before the register has to. */
export async function addProduct({ product, name, unit, source }: Goods): Promise<Added | null> {
  let weight: number | null = null;
  if (unit !== 'piece' && counter.getState().nextQty === null) {
    weight = await askWeight(name, unit);
    if (weight === null) return null;
  }
  return bring(
    ({ commandId, ticket, qty, confirmed }) =>
      client.tickets.addProduct({ commandId, ticket, qty, confirmed, product, source }),
    (added) => added,
    weight ?? undefined,
  );
}

export interface OpenPrice {
  readonly category: string;
  readonly name: string;
  readonly price: number;
  readonly barcode: string | null;
}

/** An item the catalogue does not know, under a department. */
export const addOpenPrice = (item: OpenPrice): Promise<Added | null> =>
  bring(
    ({ commandId, approval, ticket, qty }) =>
      client.tickets.addOpenPrice({ commandId, approval, ticket, qty, ...item }),
    (added) => added,
  );

/**
 * Sends goods to the chosen ticket and shows the answer at once: the very next frame has the line and the total. A missing
 * weight and an unusual quantity are asked for, then the same command goes out again.
 */
async function bring<T>(
  call: (sent: Bringing) => Promise<T>,
  addedIn: (answer: T) => Added | null,
  weight?: number,
): Promise<T | null> {
  const commandId = newCommandId();
  let given: Pick<Bringing, 'qty' | 'confirmed'> = { qty: weight ?? counter.getState().nextQty ?? undefined };
  const send = (approval: string | undefined): Promise<T> =>
    inOrder(async () => {
      const ticket = counter.getState().ticketId;
      const answer = await tryUntilAnswered(() => call({ commandId, approval, ticket, ...given }));
      const added = addedIn(answer);
      if (added !== null) flushSync(() => putGoods(added));
      return answer;
    });
  for (;;) {
    try {
      return await withApproval(({ approval }) => send(approval), commandId);
    } catch (failure) {
      const more = await answered(refusalOf(failure));
      if (more === 'not a question') throw failure;
      if (more === null) return null;
      given = { ...given, ...more };
    }
  }
}

type Answers = Pick<Bringing, 'qty' | 'confirmed'>;

async function answered(refusal: DomainError | null): Promise<Answers | null | 'not a question'> {
  const { name, unit, qty } = refusal?.data ?? {};
  if (refusal?.code === 'QUANTITY_INVALID' && typeof name === 'string' && isUnit(unit)) {
    const weight = await askWeight(name, unit);
    return weight === null ? null : { qty: weight };
  }
  if (refusal?.code !== 'QUANTITY_UNUSUAL') return 'not a question';
  const sure = await openDialog<true>((answer) => (
    <UnusualQuantityDialog qty={typeof qty === 'number' ? qty : null} answer={answer} />
  ));
  return sure === null ? null : { confirmed: true };
}

const askWeight = (name: string, unit: Unit): Promise<number | null> =>
  openDialog<number>((answer) => <WeightDialog name={name} unit={unit} answer={answer} />);

const isUnit = (unit: unknown): unit is Unit =>
  unit === 'piece' || unit === 'kg' || unit === 'l' || unit === 'm';
