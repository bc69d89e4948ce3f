import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { collectComplaints, findChromium } from '#tests/support/chromium.ts';
import { detail, quit, root, run, start } from './running-app.ts';

// The app as it is built and shipped: `electron .`, its real register, its real screens.

const { reason } = await findChromium();
const isBuilt = ['dist-electron/.built', 'dist/.built'].every((file) => existsSync(join(root, file)));
const obstacle = reason ?? (isBuilt ? undefined : 'not built: npm run build');

describe.skipIf(obstacle !== undefined)(
  `the built desktop app${obstacle ? ` (skipped: ${obstacle})` : ''}`,
  () => {
    it('opens its first screen without a complaint, twice over, and quits with code 0', async () => {
      const app = await start(root, {});
      const firstScreen = () =>
        app.page.waitForFunction(() => (document.getElementById('root')?.innerText ?? '').trim() !== '');
      await firstScreen();
      const complaints = collectComplaints(app.page);
      await app.page.reload();
      await firstScreen();
      expect(app.page.url()).toBe('https://pos/');
      expect([complaints, await quit(app), app.output()]).toEqual([[], 0, '']);
    });
  },
);

describe.skipIf(obstacle !== undefined)(
  `two at one store${obstacle ? ` (skipped: ${obstacle})` : ''}`,
  () => {
    it('are refused with a word, not a crash', async () => {
      const app = await start(root, {});
      const userData = mkdtempSync(join(tmpdir(), 'mallard-user-'));
      const other = run(root, userData, { MALLARD_DATA: join(app.userData, 'register') });
      expect(await other.ended).toBe(1);
      expect(detail(other, 'dialog.showErrorBox')).toMatchObject({ title: 'Mallard' });
      expect(await quit(app)).toBe(0);
      rmSync(userData, { recursive: true, force: true });
    });
  },
);
