import type { Router } from '@orpc/server';
import type { HqContract } from '#shared/contract/hq/index.ts';
import type { HqContext } from '../caller.ts';
import type { Hq } from '../hq.ts';
import { onHq } from '../router.ts';
import { catalogHandlers } from './catalog.ts';
import { chainSalesHandlers, exceptionHandlers, keptHandlers } from './chain-sales.ts';
import { eventHandlers } from './events.ts';
import { importHandlers } from './imports.ts';
import { peopleHandlers } from './people.ts';
import { priceHandlers } from './prices.ts';
import { sessionHandlers } from './session.ts';
import { settingHandlers } from './settings.ts';
import { setupHandlers } from './setup.ts';
import { codeHandlers, deviceHandlers, storeHandlers } from './stores.ts';
import { transferHandlers } from './transfers.ts';
import { userHandlers } from './users.ts';

/** The whole contract, answered by one headquarters. */
export function createHqRouter(hq: Hq): Router<HqContract, HqContext> {
  const on = onHq(hq);
  return on.router({
    session: sessionHandlers(hq, on),
    setup: setupHandlers(hq, on),
    users: userHandlers(hq, on),
    stores: storeHandlers(hq, on),
    devices: deviceHandlers(hq, on),
    codes: codeHandlers(hq, on),
    chainSales: chainSalesHandlers(hq, on),
    exceptions: exceptionHandlers(hq, on),
    kept: keptHandlers(hq, on),
    transfers: transferHandlers(hq, on),
    catalog: catalogHandlers(hq, on),
    imports: importHandlers(hq, on),
    prices: priceHandlers(hq, on),
    people: peopleHandlers(hq, on),
    settings: settingHandlers(hq, on),
    events: eventHandlers(hq, on),
  });
}
