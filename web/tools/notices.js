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
writeFileSync(
  join(root, 'dist/third-party-notices.txt'),
  `The web app of Audmg Drive contains:\n\n${notices.join(`\n\n${'-'.repeat(72)}\n\n`)}\n`,
);
