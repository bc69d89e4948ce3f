import type { Router } from '@orpc/server';
import type { Contract } from '#shared/contract/index.ts';
import type { Register } from '../register.ts';
import { type HostContext, on } from '../router.ts';
import { approvalHandlers } from './approvals.ts';
import { catalogHandlers } from './catalog.ts';
import { eventHandlers } from './events.ts';
import { importHandlers } from './imports.ts';
import { linkHandlers } from './link.ts';
import { maintenanceHandlers } from './maintenance.ts';
import { peopleHandlers } from './people.ts';
import { priceHandlers } from './prices.ts';
import { printingHandlers } from './printing.ts';
import { reportHandlers } from './reports.ts';
import { rescueHandlers } from './rescue.ts';
import { returnHandlers } from './returns.ts';
import { saleHandlers } from './sales.ts';
import { sessionHandlers } from './session.ts';
import { settingHandlers } from './settings.ts';
import { setupHandlers } from './setup.ts';
import { shiftHandlers } from './shifts.ts';
import { ticketHandlers } from './tickets.ts';
import { tokenHandlers } from './tokens.ts';
import { transferHandlers } from './transfers.ts';

/** The whole contract, answered by one register. */
export const createRouter = (register: Register): Router<Contract, HostContext> =>
  on.router({
    session: sessionHandlers(register),
    setup: setupHandlers(register),
    approvals: approvalHandlers(register),
    tickets: ticketHandlers(register),
    sales: saleHandlers(register),
    returns: returnHandlers(register),
    shifts: shiftHandlers(register),
    transfers: transferHandlers(register),
    catalog: catalogHandlers(register),
    prices: priceHandlers(register),
    imports: importHandlers(register),
    settings: settingHandlers(register),
    people: peopleHandlers(register),
    tokens: tokenHandlers(register),
    printing: printingHandlers(register),
    reports: reportHandlers(register),
    maintenance: maintenanceHandlers(register),
    link: linkHandlers(register),
    rescue: rescueHandlers(),
    events: eventHandlers(register),
  });
