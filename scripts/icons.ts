import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { launchChromium } from '../tests/support/chromium.ts';

// Draws resources/icons/*.png from mallard.svg: node scripts/icons.ts

const folder = join(import.meta.dirname, '../resources/icons');
const svg = readFileSync(join(folder, 'mallard.svg'), 'utf8');
const browser = await launchChromium();
const page = await browser.newPage();
for (const size of [16, 32, 48, 64, 128, 256, 512, 1024]) {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(
    `<style>html,body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`,
  );
  writeFileSync(join(folder, `${size}x${size}.png`), await page.screenshot({ omitBackground: true }));
}
await browser.close();
