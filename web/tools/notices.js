// Writes dist/third-party-notices.txt: the packages in the app, and their licences.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = new URL('..', import.meta.url).pathname;
const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));

function noticeOf(folder) {
  const about = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
  const file = readdirSync(join(root, folder)).find((name) => /^licen[cs]e/i.test(name));
  const text = file ? readFileSync(join(root, folder, file), 'utf8').trim() : '';
  return `${about.name} ${about.version} (${about.license})\n\n${text}`.trim();
}

const notices = Object.entries(packages)
  .filter(([folder, { dev }]) => folder !== '' && !dev && existsSync(join(root, folder)))
  .map(([folder]) => noticeOf(folder));
const rule = `\n\n${'-'.repeat(72)}\n\n`;
// The server has their table, and the app shows them; CC BY 4.0 asks to be told.
const places = `The names of places are of GeoNames (https://www.geonames.org/), licensed under Creative Commons
Attribution 4.0 International (https://creativecommons.org/licenses/by/4.0/), selected and packed.
Those of countries are of Unicode's Common Locale Data Repository
(https://www.unicode.org/license.txt).`;
writeFileSync(
  join(root, 'dist/third-party-notices.txt'),
  `The web app of Audmg Drive contains:\n\n${[...notices, places].join(rule)}\n`,
);
