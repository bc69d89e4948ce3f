import { createRouterClient } from '@orpc/server';
import { expect, test } from 'vitest';
import { createRouter } from '#electron/host/handlers/index.ts';
import { id, openShop, type RegisterClient, type Shop } from './open-host.ts';

/** A page whose line the test can cut. */
function pageWithLine({ host }: Shop): { readonly page: RegisterClient; readonly cut: () => void } {
  const line = new AbortController();
  const context = host.contextFor({ id: id(), via: 'loopback', closed: line.signal });
  return { page: createRouterClient(createRouter(host.register), { context }), cut: () => line.abort() };
}

async function signedIn(shop: Shop) {
  const first = pageWithLine(shop);
  const view = await first.page.session.signIn({ person: shop.clerkId, pin: '482613' });
  return { ...first, key: view.returnKey ?? '' };
}

test('a reloaded page comes back to its person, once', async () => {
  const shop = await openShop();
  const { cut, key } = await signedIn(shop);
  cut();
  const view = await pageWithLine(shop).page.session.comeBack({ key });
  expect([view.mode, view.person?.id]).toEqual(['open', shop.clerkId]);
  expect((await pageWithLine(shop).page.session.comeBack({ key })).mode).toBe('locked');
});

test('the new line may be there first: the old one is locked', async () => {
  const shop = await openShop();
  const { page, key } = await signedIn(shop);
  expect((await pageWithLine(shop).page.session.comeBack({ key })).mode).toBe('open');
  expect((await page.session.get()).mode).toBe('locked');
});

test('nobody comes back to a till that was locked, that stood idle, or too late', async () => {
  const shop = await openShop();
  const locked = await signedIn(shop);
  await locked.page.session.lock();
  locked.cut();
  const late = await signedIn(shop);
  late.cut();
  shop.clock.advance(31_000);
  const idle = await signedIn(shop);
  shop.clock.advance(6 * 60_000);
  idle.cut();
  for (const { key } of [locked, late, idle])
    expect((await pageWithLine(shop).page.session.comeBack({ key })).mode).toBe('locked');
  expect((await pageWithLine(shop).page.session.comeBack({ key: 'made-up' })).mode).toBe('locked');
});
