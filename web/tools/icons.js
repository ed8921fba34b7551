// Draws the icons of the installed app from public/favicon.svg. Their result is committed: `node tools/icons.js`.
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';

const folder = new URL('../public', import.meta.url).pathname;
const mark = readFileSync(join(folder, 'favicon.svg'), 'utf8');
/** The ground reaches the edges: systems cut icons of these kinds to a shape of their own. */
const square = mark.replace('rx="9" ', '');
/** What may be cut off of a maskable icon is a tenth at each side (W3C, Web Application Manifest). */
const icons = [
  { name: 'icon-192', svg: mark, size: 192 },
  { name: 'icon-512', svg: mark, size: 512 },
  { name: 'maskable-512', svg: square, size: 512 },
  { name: 'apple-touch-icon', svg: square, size: 180 },
];

mkdirSync(join(folder, 'icons'), { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
for (const { name, svg, size } of icons) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${svg}`);
  const path = join(folder, 'icons', `${name}.png`);
  await page.screenshot({ path, omitBackground: true });
  await page.close();
}
await browser.close();
