import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { nodeCodec } from '#node/codec.ts';
import { detector } from '#server/exceptions/detector.ts';
import type { StoreId } from '#shared/domain/ids.ts';
import { ok } from '#shared/domain/result.ts';
import type { TransferReceived } from '#shared/domain/transfer/transfer.ts';
import { roleChanged } from '#shared/journal/entries/settings.ts';
import { transferDispatched, transferReceived } from '#shared/journal/entries/transfer.ts';
import { fact } from '#shared/services/journal/host.ts';
import { recallTransfer } from '#shared/services/transfers/recall-transfer.ts';
import { foundHq, type HqPlace, member, openHq, serveHq } from '#tests/hq/hq-place.ts';
import { poster, told } from '#tests/hq/written-facts.ts';
import { findChromium, launchChromium } from '#tests/support/chromium.ts';
import { look } from '#tests/support/pages/look.ts';
import { officePage } from '#tests/support/pages/office.ts';
import { openPage } from '#tests/support/pages/open-page.ts';
import { pgMissing } from '#tests/support/pg/shared-cluster.ts';
import { BOSS, by } from '#tests/support/small-store.ts';
import { RENDERER, rendererIsBuilt } from '#tests/support/till.ts';
import { aDispatch, aReceipt } from '#tests/support/transfers.ts';

const missing =
  (await pgMissing()) ??
  (await findChromium()).reason ??
  (rendererIsBuilt() ? undefined : 'no built renderer');

/** A row, and not the head of the column that says since when. */
const ON_WAY = /On its way(?! for)/;

describe.skipIf(missing !== undefined && missing !== null)(
  `transfers at headquarters in the browser${missing ? ` (${missing})` : ''}`,
  () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await launchChromium();
    });
    afterAll(() => browser?.close());

    /** Headquarters of two stores, and a page of its owner, or of somebody of another role. */
    const opened = async (address: string, role: 'owner' | 'auditor' = 'owner') => {
      const place = await openHq();
      place.clock.now = Date.now();
      const { owner } = await foundHq(place);
      await owner.client.stores.add({ commandId: randomUUID(), store: 'H02', name: 'Hill Market 山上店' });
      const who = role === 'owner' ? owner : await member(place, owner, role);
      const { origin } = await serveHq(place, RENDERER);
      const { page, complaints } = await openPage(browser);
      await page.context().addCookies([{ name: 'mallard_hq', value: who.token() ?? '', url: origin }]);
      const go = () => page.goto(origin + address);
      return { place, page, complaints, go, office: officePage(page) };
    };

    /** Goods R01 sent to H02 under this name; `came`: what was counted in of each, and that no more is awaited. */
    const sent = async (
      place: HqPlace,
      name: string,
      { came, only }: { came?: readonly number[]; only?: 'receipt' } = {},
    ) => {
      const post = poster(place);
      const goods = [
        { item: 'Oat Drink Chocolate 1 L', pieces: 12 },
        { item: '有机燕麦片 500g', pieces: 4 },
      ];
      const body = { ...aDispatch(name, 'H02', goods), note: name };
      if (only === undefined)
        await post({ ...told(transferDispatched, body), id: name as never, at: place.clock.now - 3_600_000 });
      if (came === undefined) return;
      const receipt = aReceipt(`r-${name}`, { from: 'R01', dispatch: body }, { pieces: came });
      const all: TransferReceived = { ...(receipt as TransferReceived), complete: true };
      const at = place.clock.now - 60_000;
      await post({ ...told(transferReceived, all), id: `r-${name}` as never, store: 'H02' as StoreId, at });
    };
    const names = (page: Page) => page.getByRole('row').filter({ hasText: 'Riverside' });

    test('what is on its way, what differs and what is done is listed, found, settled and taken back', async () => {
      const { place, page, complaints, go, office } = await opened('/hq/transfers');
      await go();
      await office.words('Nothing is on its way').waitFor();
      await look(page, 'hq-transfers-none');
      await sent(place, 'weekend');
      await sent(place, 'short', { came: [9, 4] });
      await sent(place, 'whole', { came: [12, 4] });
      await sent(place, 'more', { came: [14, 4] });
      // What registers hand over comes to the page by itself.
      place.hq.changes.tell(['transfer']);
      await office.row(ON_WAY).waitFor();
      await office.row('Received · Differs').waitFor();
      expect(await names(page).count()).toBe(2);
      await look(page, 'hq-transfers');
      await office.search.fill('nothing of the kind');
      await office.words('Nothing fits this filter').waitFor();
      await office.search.fill('燕麦');
      await expect.poll(() => names(page).count()).toBe(2);
      await office.search.fill('');
      await office.segment('Which transfers', 'Done').click();
      await office.row('Received · More came').waitFor();
      expect(await names(page).count()).toBe(2);
      await office.segment('Which transfers', 'Differ').click();
      await expect.poll(() => names(page).count()).toBe(1);

      await office.grid.focus();
      await office.press('ArrowDown', 'Enter');
      const pane = office.pane('Riverside → Hill Market 山上店');
      await pane.getByText('9 of 12 received · 3 missing').waitFor();
      await look(page, 'hq-transfer');
      await pane.getByRole('button', { name: 'Settle what is missing' }).click();
      const settle = office.pane('Settle what is missing');
      await office.choose('What became of Oat Drink Chocolate 1 L', 'Lost', settle);
      await settle.getByLabel('Reason').fill('the van was opened');
      await look(page, 'hq-transfer-settle');
      await office.press('Control+Enter');
      await office.dialog('Write off Oat Drink Chocolate 1 L (3)?').waitFor();
      await office.press('Enter');
      await pane.getByText('9 of 12 received · 3 lost').waitFor();
      await pane.getByText('wen.li · the van was opened').waitFor();
      await office.words('Nothing differs').waitFor();
      await look(page, 'hq-transfer-closed');

      await office.segment('Which transfers', 'Open').click();
      await office.row(ON_WAY).click();
      await pane.getByRole('button', { name: 'Take it back' }).click();
      await office.dialog('Take back what is on its way to Hill Market 山上店?').waitFor();
      await look(page, 'hq-transfer-recall');
      await office.press('Enter');
      await pane.getByText('0 of 12 received · 12 back').waitFor();
      await office.words('Nothing is on its way').waitFor();
      const written = await place.pool.once(
        `select store, origin, type from journal where type like 'transfer.%' order by type`,
      );
      expect(written.rows).toEqual(
        ['recalled', 'settled'].map((what) => ({
          store: 'R01',
          origin: 'hq/R01',
          type: `transfer.${what}`,
        })),
      );
      expect([complaints, place.reported]).toEqual([[], []]);
    }, 60_000);

    test('an exception about one leads to it, and is settled by giving the goods back', async () => {
      const { place, page, complaints, go, office } = await opened('/hq/exceptions');
      await sent(place, 'weekend');
      const host = await place.hq.hostOf('R01');
      const recalled = await recallTransfer(host)(by(host, BOSS), {
        transfer: 'weekend',
        note: 'never left',
      });
      expect(recalled.ok).toBe(true);
      await sent(place, 'weekend', { came: [12, 0], only: 'receipt' });
      const reports: unknown[] = [];
      const looking = detector({
        pool: place.pool,
        codec: nodeCodec,
        now: () => place.clock.now,
        report: (error) => reports.push(error),
      });
      onTestFinished(looking.stop);
      await looking.detect();
      await go();
      await office.row('Goods were taken back that the other store has').click();
      await look(page, 'hq-exception-transfer');
      await office.button('Open the transfer').click();
      await office.here('Transfers');
      const pane = office.pane('Riverside → Hill Market 山上店');
      await pane.getByText('12 of 12 received · 12 back · 12 in both stores').waitFor();
      await look(page, 'hq-transfer-twice');
      await pane.getByRole('button', { name: 'Hill Market 山上店 has them' }).click();
      await office.dialog('Does Hill Market 山上店 have these goods?').waitFor();
      await office.press('Enter');
      await pane.getByText('Closed', { exact: true }).waitFor();
      await pane.getByText('0 of 4 received · 4 back').waitFor();
      await looking.detect();
      const open = await place.pool.once('select rule from exception where settled_at is null');
      expect([open.rows, reports, complaints, place.reported]).toEqual([[], [], [], []]);
    }, 60_000);

    test('whoever only looks sees them all and is offered nothing', async () => {
      const { place, page, complaints, go, office } = await opened('/hq/transfers', 'auditor');
      await sent(place, 'weekend');
      await sent(place, 'short', { came: [9, 4] });
      await go();
      for (const state of [ON_WAY, 'Received · Differs']) {
        await office.row(state).click();
        const pane = office.pane('Riverside → Hill Market 山上店');
        await pane.getByText('2 products').waitFor();
        expect(await pane.getByRole('button').allInnerTexts()).toEqual(['']);
      }
      await office.words('A manager says what became of them').waitFor();
      await look(page, 'hq-transfer-auditor');
      expect([complaints, place.reported]).toEqual([[], []]);
    });

    test('roles from before a right are told of on the overview, and get it by one button', async () => {
      const { place, page, complaints, go, office } = await opened('/hq/overview');
      const { host } = place.hq;
      for (const id of ['manager', 'owner']) {
        const role = [...host.chain().roles.values()].find((each) => each.id === id);
        if (role === undefined) throw new Error(id);
        const { 'stock.transfer': _, 'stock.settle': _s, ...grants } = role.grants;
        const command = { id: host.newId(), actor: 'boss' as never, name: 'older', input: id };
        await host.commitChain(command, async () =>
          ok({ entry: fact(roleChanged, { role: { ...role, grants } }), answer: null }),
        );
      }
      await go();
      const need = page.getByRole('status').filter({ hasText: '2 roles are older than some rights' });
      await need.getByRole('button', { name: 'Look' }).click();
      await office.here('Roles');
      await office.words('Not yet given to: Manager · Owner.').waitFor();
      await look(page, 'hq-roles-new-rights');
      await office.button('Give them as in a new shop').click();
      await office.words('The new rights are given').waitFor();
      await expect.poll(() => page.getByText('Not yet given to').count()).toBe(0);
      for (const role of host.chain().roles.values())
        if (role.id === 'manager' || role.id === 'owner')
          expect(role.grants['stock.settle']).toEqual({ state: 'allowed' });
      expect([complaints, place.reported]).toEqual([[], []]);
    });
  },
);
