import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Secret, TOTP } from 'otpauth';
import type { Browser, Page } from 'playwright-core';
import { v7 as uuidv7 } from 'uuid';
import type { RunningHost } from '../electron/host/create-host.ts';
import { asPage } from './demo/alone.ts';
import { type DemoChain, openChain } from './demo/chain.ts';
import { DEMO_OWNER } from './demo/found-chain.ts';

/** Pages of headquarters worth a picture. */
const PAGES = ['overview', 'registers', 'sales', 'exceptions', 'transfers', 'store-settings'] as const;

export interface HqLook {
  readonly name: string;
  readonly theme: string;
  readonly locale: string;
  readonly width: number;
  readonly height: number;
}

/** Pictures of headquarters over the demo chain, after some trade at each of its registers. */
export async function takeHqPictures(
  browser: Browser,
  looks: readonly HqLook[],
  shot: (page: Page, name: string) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'mallard-hq-'));
  const closers: (() => Promise<void>)[] = [];
  try {
    const chain = await openChain({ folder, port: 0 }, { closers, over: new AbortController().signal });
    for (const host of chain.hosts) await trade(chain, host);
    const context = await browser.newContext();
    await signIn(await context.newPage(), chain.hq.address);
    for (const look of looks) {
      const page = await context.newPage();
      await page.setViewportSize({ width: look.width, height: look.height });
      await page.goto(chain.hq.address);
      await page.getByRole('navigation').waitFor();
      await page.evaluate(
        async (json) => {
          const headers = { 'content-type': 'application/json' };
          await fetch('/api/session/setDevice', { method: 'POST', headers, body: json });
        },
        JSON.stringify({ theme: look.theme, locale: look.locale }),
      );
      await page.reload();
      await page.getByRole('navigation').waitFor();
      for (const name of PAGES) {
        await page.evaluate((to) => window.history.pushState(null, '', to), `/hq/${name}`);
        await shot(page, `hq-${name}-${look.name}`);
      }
      await page.close();
    }
    await context.close();
  } finally {
    for (const close of closers.reverse()) await close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A shift is opened and the five best-known goods are sold; the first register sends some to the other store. */
const trade = ({ demo, hosts }: DemoChain, host: RunningHost): Promise<void> =>
  asPage(host, async (page) => {
    const manager = demo.people[0];
    const known = (await page.session.people()).find(({ name }) => name === manager?.name);
    await page.session.signIn({ person: known?.id ?? '', pin: manager?.pin ?? '' });
    await page.shifts.open({ commandId: uuidv7(), counted: [{ value: 10_000, count: 5 }] });
    const { rows } = await page.catalog.tiles({ category: null, limit: 8 });
    const pieces = rows.filter(({ unit }) => unit === 'piece').slice(0, 5);
    for (const { id, price } of pieces) {
      const input = { commandId: uuidv7(), ticket: null, product: id, source: 'tile' as const };
      const { ticket } = await page.tickets.addProduct(input);
      const tenders = [{ tender: 'cash', amount: Math.ceil(price / 5000) * 5000, reference: null }];
      await page.sales.complete({ commandId: uuidv7(), ticket: ticket.id, version: ticket.version, tenders });
    }
    if (host !== hosts[0]) return;
    const [other] = await page.transfers.stores();
    const lines = pieces.map(({ id }) => ({ item: id, qty: 1000 }));
    const sent = { commandId: uuidv7(), to: other?.store ?? '', note: 'For the weekend', lines };
    await page.transfers.dispatch(sent);
  });

/** Signs the owner in and sets up the second factor on the way, as the first sign-in asks for it. */
async function signIn(page: Page, address: string): Promise<void> {
  const field = (label: string) => page.getByLabel(label, { exact: true });
  await page.goto(address);
  await field('Account').fill(DEMO_OWNER.account);
  await field('Password').fill(DEMO_OWNER.password);
  await page.keyboard.press('Enter');
  const secret = (await page.getByLabel('Key to type').innerText()).replaceAll(/\s/g, '');
  await field('Code from the app').fill(new TOTP({ secret: Secret.fromBase32(secret) }).generate());
  await page.keyboard.press('Enter');
  await field('I have put them away').check();
  await page.getByRole('button', { name: 'Go to headquarters' }).click();
  await page.getByRole('navigation').waitFor();
}
