import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ContractRouterClient } from '@orpc/contract';
import { createRouterClient } from '@orpc/server';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { createHost } from '#electron/host/create-host.ts';
import { openHost } from '#electron/host/open-host.ts';
import { startWebHost } from '#electron/host/web/web-host.ts';
import { type DataFolder, dataFolder } from '#electron/store/data-folder.ts';
import { makeBackup } from '#electron/store/maintenance/backup.ts';
import type { Contract } from '#shared/contract/index.ts';
import { OWN } from '#tests/host/open-host.ts';
import { accessibilityFaults, findChromium, launchChromium } from '#tests/support/chromium.ts';
import { openPage } from '#tests/support/pages/open-page.ts';
import { newId, RENDERER, rendererIsBuilt } from '#tests/support/till.ts';

const missing = (await findChromium()).reason ?? (rendererIsBuilt() ? undefined : 'no built renderer');

describe.skipIf(missing !== undefined)(
  `a folder that was deleted${missing === undefined ? '' : ` (${missing})`}`,
  () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await launchChromium();
    });
    afterAll(() => browser?.close());

    /** A store that was founded and deleted, served again; a backup of it lies on another disk. */
    async function lostStore(): Promise<{
      folder: DataFolder;
      url: string;
      backup: { file: string; path: string };
    }> {
      const root = mkdtempSync(join(tmpdir(), 'mallard-lost-'));
      onTestFinished(() => rmSync(root, { recursive: true, force: true }));
      const folder = dataFolder(join(root, 'register'));
      const first = await createHost({ dataDir: folder.root });
      const line: ContractRouterClient<Contract> = createRouterClient(first.router, {
        context: first.contextFor({ id: newId(), via: 'loopback', closed: new AbortController().signal }),
      });
      await line.setup.own(OWN);
      const { file, path } = makeBackup(folder, Date.now(), 'manual');
      const elsewhere = join(root, 'backup.db');
      copyFileSync(path, elsewhere);
      await first.stop();
      rmSync(folder.root, { recursive: true });
      const host = await openHost({ dataDir: folder.root });
      const web = await startWebHost(host, { port: 0, rendererDir: RENDERER });
      onTestFinished(async () => {
        await web.stop();
        await host.stop();
      });
      return { folder, url: web.url, backup: { file, path: elsewhere } };
    }

    test('says that the store is gone; a backup that is copied there is found, and the register is back', async () => {
      const { folder, url, backup } = await lostStore();
      const { page, complaints } = await openPage(browser);
      await page.goto(url);
      await page.getByRole('heading', { level: 1, name: 'The store on this computer is gone' }).waitFor();
      await page.getByText(folder.backups).waitFor();
      expect(await accessibilityFaults(page)).toEqual([]);
      expect(await page.getByRole('button', { name: 'Go on from this backup' }).count()).toBe(0);
      copyFileSync(backup.path, join(folder.backups, backup.file));
      await page.getByRole('button', { name: 'Look again' }).press('Enter');
      await page.getByRole('button', { name: 'Go on from this backup' }).press('Enter');
      await page.getByRole('dialog').getByRole('button', { name: 'Go on from this backup' }).press('Enter');
      await page.getByText(OWN.owner.name).first().waitFor();
      expect(complaints).toEqual([]);
    });

    test('begins anew where a person says so twice, and is set up like a new one', async () => {
      const { url } = await lostStore();
      const { page, complaints } = await openPage(browser, { locale: 'zh-CN' });
      await page.goto(url);
      await page.getByRole('heading', { level: 1, name: '这台电脑上的店铺数据不见了' }).waitFor();
      await page.getByRole('button', { name: '重新开始' }).press('Enter');
      const dialog = page.getByRole('dialog');
      await dialog.waitFor();
      expect(await accessibilityFaults(page)).toEqual([]);
      await dialog.getByRole('button', { name: '取消' }).press('Enter');
      await dialog.waitFor({ state: 'detached' });
      await page.getByRole('heading', { level: 1, name: '这台电脑上的店铺数据不见了' }).waitFor();
      await page.getByRole('button', { name: '重新开始' }).press('Enter');
      await dialog.getByRole('button', { name: '重新开始' }).press('Enter');
      await page.getByRole('button', { name: /开我自己的店/ }).waitFor();
      expect(complaints).toEqual([]);
    });
  },
);
