import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../tests/support/chromium.ts';
import { newId, openTill, type Till } from '../tests/support/till.ts';
import { buildIfStale } from './build.ts';
import { takeHqPictures } from './hq-pictures.ts';

// node scripts/screenshots.ts: pictures of the main screens on the demo store, into docs/screens (or `--to <folder>`). `--all` adds every
// size, theme and language to look through before a change is done.

const { values: given } = parseArgs({
  options: {
    to: { type: 'string', default: join(import.meta.dirname, '../docs/screens') },
    all: { type: 'boolean' },
  },
});

interface Look {
  readonly name: string;
  readonly theme: 'light' | 'dark' | 'contrast';
  readonly locale: 'en' | 'zh-CN';
  readonly width: number;
  readonly height: number;
}

const MAIN: readonly Look[] = [
  { name: 'light', theme: 'light', locale: 'en', width: 1366, height: 768 },
  { name: 'dark-zh', theme: 'dark', locale: 'zh-CN', width: 1366, height: 768 },
];
const EVERY: readonly Look[] = [
  ...MAIN,
  { name: 'dark-1920', theme: 'dark', locale: 'en', width: 1920, height: 1080 },
  { name: 'light-1280-zh', theme: 'light', locale: 'zh-CN', width: 1280, height: 800 },
  { name: 'light-1024', theme: 'light', locale: 'en', width: 1024, height: 768 },
  { name: 'contrast', theme: 'contrast', locale: 'en', width: 1366, height: 768 },
];

/** Back-office pages worth a picture. */
const OFFICE = [
  'today',
  'sales',
  'shifts',
  'products',
  'import',
  'departments',
  'taxes',
  'store',
  'tenders',
  'receipt',
  'printer',
  'scale-labels',
  'people',
  'roles',
  'tokens',
  'care',
  'headquarters',
];
const IN_DOCS = new Set(['today', 'products', 'import', 'roles', 'care']);

await buildIfStale(['renderer']);
mkdirSync(given.to, { recursive: true });
const till = await openTill();
const browser = await launchChromium();
try {
  await prepare(till);
  const looks = given.all ? EVERY : MAIN;
  for (const look of looks) await takePictures(browser, till, look);
  await takeHqPictures(browser, looks, async (page, name) => {
    await settled(page);
    await page.screenshot({ path: join(given.to, `${name}.png`) });
  });
} finally {
  await browser.close();
  await till.close();
}

/** A morning's trade, so that lists and totals show something. */
async function prepare({ register }: Till): Promise<void> {
  for (const [index, text] of ['milk', 'choc', 'tea', '苹果', 'oat'].entries()) {
    const { rows } = await register.catalog.search({ text, limit: 6 });
    let ticket: { id: string; version: number; total: number } | null = null;
    for (const row of rows.filter((r) => r.unit === 'piece').slice(0, 2 + (index % 4))) {
      const added = await register.tickets.addProduct({
        commandId: newId(),
        ticket: ticket?.id ?? null,
        product: row.id,
        source: 'tile',
      });
      ticket = added.ticket;
    }
    if (!ticket) continue;
    const tenders = [{ tender: index % 2 === 0 ? 'cash' : 'card', amount: ticket.total, reference: null }];
    await register.sales.complete({
      commandId: newId(),
      ticket: ticket.id,
      version: ticket.version,
      tenders,
    });
  }
}

async function takePictures(browser: Browser, till: Till, look: Look): Promise<void> {
  await till.register.session.setDevice({ theme: look.theme, locale: look.locale });
  const page = await browser.newPage({ viewport: { width: look.width, height: look.height } });
  const shot = async (name: string) => {
    await settled(page);
    await page.screenshot({ path: join(given.to, `${name}-${look.name}.png`) });
  };
  await page.goto(till.url);
  await shot('sign-in');
  await signIn(page, till);
  await ringUp(page, till);
  await shot('sell');
  await page.keyboard.press('F2');
  await page.keyboard.type('300', { delay: 130 });
  await shot('pay');
  await page.keyboard.press('Enter');
  await shot('receipt');
  await page.keyboard.press('Enter');
  await open(page, '/return');
  await shot('return');
  await open(page, '/shift');
  await shot('shift');
  for (const name of OFFICE) {
    if (!given.all && !IN_DOCS.has(name)) continue;
    await open(page, `/office/${name}`);
    await shot(`office-${name}`);
  }
  await page.close();
}

async function signIn(page: Page, { people }: Till): Promise<void> {
  const manager = people.find((person) => person.role === 'Manager');
  await page
    .getByRole('button', { name: manager?.name ?? '' })
    .first()
    .click();
  await page.keyboard.type(manager?.pin ?? '', { delay: 130 });
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/sell/);
}

async function ringUp(page: Page, { register }: Till): Promise<void> {
  const { rows } = await register.catalog.search({ text: 'choc', limit: 5 });
  for (const { barcode } of rows) {
    for (const digit of barcode ?? '') await page.keyboard.press(`Digit${digit}`);
    await page.keyboard.press('Enter');
    await settled(page);
  }
}

/** Goes to an address of the app without loading it anew. */
async function open(page: Page, address: string): Promise<void> {
  await page.evaluate((to) => {
    window.history.pushState(null, '', to);
  }, address);
}

/** Fonts are there, and nothing has been asked of the host for a moment. */
async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(350);
}
