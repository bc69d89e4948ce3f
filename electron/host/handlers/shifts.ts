import { closeShift } from '#shared/services/shifts/close-shift.ts';
import { cancelCount, startCount } from '#shared/services/shifts/count-drawer.ts';
import { currentShift } from '#shared/services/shifts/current-shift.ts';
import { listShifts } from '#shared/services/shifts/list-shifts.ts';
import { moveCash } from '#shared/services/shifts/move-cash.ts';
import { openDrawer } from '#shared/services/shifts/open-drawer.ts';
import { openShift, proposeShift } from '#shared/services/shifts/open-shift.ts';
import { printX, xReport } from '#shared/services/shifts/x-report.ts';
import { zReport } from '#shared/services/shifts/z-report.ts';
import type { Register } from '../register.ts';
import { answer, type Handlers, on, signedIn, tell } from '../router.ts';

/** The drawer's shift from the float to the Z. */
export const shiftHandlers = ({ host, slips, people }: Register): Handlers<'shifts'> => ({
  current: on.shifts.current.handler(async () => {
    const shift = await currentShift(host)();
    return shift && opened(people, shift);
  }),
  proposal: on.shifts.proposal.handler(() => proposeShift(host)()),
  open: on.shifts.open.handler((call) => tell(call, (by) => openShift(host)(by, call.input))),
  x: on.shifts.x.handler(async (call) => opened(people, answer(await xReport(host)(signedIn(call))))),
  printX: on.shifts.printX.handler((call) => tell(call, (by) => printX(host, slips)(by))),
  moveCash: on.shifts.moveCash.handler((call) => tell(call, (by) => moveCash(host, slips)(by, call.input))),
  openDrawer: on.shifts.openDrawer.handler((call) => tell(call, (by) => openDrawer(host)(by, call.input))),
  startCount: on.shifts.startCount.handler((call) => tell(call, (by) => startCount(host)(by, call.input))),
  cancelCount: on.shifts.cancelCount.handler((call) => tell(call, (by) => cancelCount(host)(by, call.input))),
  close: on.shifts.close.handler(async (call) =>
    closed(people, await tell(call, (by) => closeShift(host, slips)(by, call.input))),
  ),
  list: on.shifts.list.handler(async ({ input }) => {
    const found = await listShifts(host)(input);
    return { ...found, rows: found.rows.map((row) => ({ ...row, closedBy: people.nameOf(row.closedBy) })) };
  }),
  z: on.shifts.z.handler(async (call) =>
    closed(people, answer(await zReport(host)(call.input.shift, signedIn(call)))),
  ),
});

// Facts carry ids; screens and slips show names, which are never kept with an answer.
type Names = Pick<Register['people'], 'nameOf'>;
const opened = <T extends { readonly openedBy: string }>(people: Names, shift: T): T => ({
  ...shift,
  openedBy: people.nameOf(shift.openedBy),
});
const closed = <T extends { readonly closedBy: string; readonly report: { readonly openedBy: string } }>(
  people: Names,
  z: T,
): T => ({ ...z, closedBy: people.nameOf(z.closedBy), report: opened(people, z.report) });
