import { writeSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createRouterClient } from '@orpc/server';
import { v7 as uuidv7 } from 'uuid';
import { createHost } from '#electron/host/create-host.ts';
import { createRouter } from '#electron/host/handlers/index.ts';
import { join } from '#electron/host/handlers/link.ts';
import { OWN } from '#tests/host/open-host.ts';
import { PRODUCT } from '#tests/hq/process/lone-store.ts';
import { sellUnlisted } from '#tests/support/own-store.ts';

/**
 * A register that joins headquarters, or has, and sells on until it is killed. `SOLD <sale>` and `PRODUCT <id>` are said after each
 * acknowledgement, `JOINED` once it goes by headquarters' catalog.
 */
const { values } = parseArgs({
  options: {
    dir: { type: 'string', default: '' },
    address: { type: 'string', default: '' },
    code: { type: 'string', default: '' },
  },
});

const host = await createHost({ dataDir: values.dir });
const { register } = host;
say('READY');
if (register.link.state() === null) await join(register, { address: values.address, code: values.code });
const context = host.contextFor({ id: 'page', via: 'loopback', closed: new AbortController().signal });
const page = createRouterClient(createRouter(register), { context });
const [owner] = await page.session.people();
await page.session.signIn({ person: owner?.id ?? '', pin: OWN.owner.pin });
if ((await page.shifts.current()) === null) await page.shifts.open({ commandId: uuidv7(), counted: [] });
for (let n = 1; register.link.state() !== 'joined'; n++) {
  const sold = await sellUnlisted(page, { lines: [{ name: 'Bread', price: 1250 }] });
  say(`SOLD ${sold.sale}`);
  // Each change of the catalog is handed over before it joins: somebody who changed it all the time would keep it from joining.
  if (n % 4 === 0 && n <= 24) {
    const value = { ...PRODUCT, name: `Made at ${Date.now()}` };
    const made = await page.catalog.save({ commandId: uuidv7(), product: null, value }).catch(() => null);
    if (made !== null) say(`PRODUCT ${made.id}`);
  }
  // Nobody sells faster than this, and what is handed over should come to an end.
  await pause(60);
}
say('JOINED');
await new Promise(() => {});

/** Written by one system call, so that a killed process has said all of it or nothing. */
function say(text: string): void {
  writeSync(1, `${text}\n`);
}
