import { writeSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { createRouterClient } from '@orpc/server';
import { v7 as uuidv7 } from 'uuid';
import { createHost } from '#electron/host/create-host.ts';
import { createRouter } from '#electron/host/handlers/index.ts';
import { OWN, quickPins } from '#tests/host/open-host.ts';

/** A whole register that sells and prints until it is killed. `ACK <sale> <number>` is said after each acknowledgement. */
const { values } = parseArgs({
  options: { dir: { type: 'string', default: '' }, port: { type: 'string', default: '0' } },
});

const host = await createHost({ dataDir: values.dir, ports: { pins: quickPins() } });
const context = host.contextFor({ id: 'page', via: 'loopback', closed: new AbortController().signal });
const page = createRouterClient(createRouter(host.register), { context });
const founded = (await page.session.get()).mode !== 'setup';
if (!founded) await page.setup.own(OWN);
const [owner] = await page.session.people();
await page.session.signIn({ person: owner?.id ?? '', pin: OWN.owner.pin });
if (!founded) await openTheShop();
say('READY');
for (;;) {
  const added = await page.tickets.addOpenPrice({
    commandId: uuidv7(),
    ticket: null,
    category: 'general',
    name: 'Bread',
    price: 1250,
    barcode: null,
  });
  const { ticket } = added;
  const tenders = [{ tender: 'cash', amount: 1250, reference: null }];
  const sold = await page.sales.complete({
    commandId: uuidv7(),
    ticket: ticket.id,
    version: ticket.version,
    tenders,
  });
  say(`ACK ${sold.sale} ${sold.number}`);
  // Lets the printer keep up: what is tested is the moment between byte and book, not a queue of thousands.
  while ((await page.printing.jobs()).filter((job) => job.state === 'queued').length > 2) {
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

async function openTheShop(): Promise<void> {
  const printer = {
    host: '127.0.0.1',
    port: Number(values.port),
    columns: 48 as const,
    cut: true,
    drawerPin: 0 as const,
  };
  await page.settings.savePrinter({ commandId: uuidv7(), value: printer });
  await page.shifts.open({ commandId: uuidv7(), counted: [{ value: 10_000, count: 2 }] });
}

function say(text: string): void {
  writeSync(1, `${text}\n`);
}
