import { refuse } from '#shared/domain/error.ts';
import { completeSale } from '#shared/services/sales/complete-sale.ts';
import { correctTender } from '#shared/services/sales/correct-tender.ts';
import { findSales } from '#shared/services/sales/find-sales.ts';
import { reprint } from '#shared/services/sales/reprint.ts';
import { saleView } from '#shared/services/sales/sale-view.ts';
import { shiftSlipFor } from '#shared/services/shifts/blind-slip.ts';
import { maySeeTakings } from '#shared/services/shifts/report-view.ts';
import type { Register } from '../register.ts';
import { answer, type Handlers, on, refused, signedIn, tell } from '../router.ts';

/** Finished sales: taking the money, finding them again, their slips. */
export const saleHandlers = ({ host, slips, people }: Register): Handlers<'sales'> => ({
  complete: on.sales.complete.handler((call) =>
    tell(call, (by) => completeSale(host, slips)(by, call.input)),
  ),
  find: on.sales.find.handler(async (call) => {
    const found = await findSales(host)(call.input);
    const sum = maySeeTakings(signedIn(call)) ? found.sum : null;
    return { ...found, sum, rows: found.rows.map((row) => ({ ...row, clerk: people.nameOf(row.clerk) })) };
  }),
  get: on.sales.get.handler(async ({ input }) => {
    const view = answer(await saleView(host)(input.sale));
    return { ...view, clerk: people.nameOf(view.clerk) };
  }),
  slip: on.sales.slip.handler(async (call) => {
    const { kind, document } = call.input;
    const asked = kind === 'z' ? shiftSlipFor(signedIn(call), document) : document;
    const slip = await slips.picture(kind, asked);
    if (!slip) throw refused(refuse('NOT_FOUND', { document }));
    return slip;
  }),
  reprint: on.sales.reprint.handler((call) => tell(call, (by) => reprint(host, slips)(by, call.input))),
  correctTender: on.sales.correctTender.handler((call) =>
    tell(call, (by) => correctTender(host)(by, call.input)),
  ),
});
