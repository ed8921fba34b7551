// Fails when a folder of src/ imports from one that the table in README.md does not allow it.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

const root = new URL('..', import.meta.url).pathname;
const src = join(root, 'src');

/** Names in backquotes, without the slash that marks a folder. */
const namesIn = (cell) => [...cell.matchAll(/`(\w+)\/?`/g)].map((match) => match[1]);

const allowed = new Map();
for (const line of readFileSync(join(root, 'README.md'), 'utf8').split('\n')) {
  const [folders, , imports, ...rest] = line.split('|').slice(1, -1);
  if (imports === undefined || rest.length > 0 || !/`\w+\/`/.test(folders)) continue;
  for (const folder of namesIn(folders)) allowed.set(folder, [folder, ...namesIn(imports)]);
}

const complaints = [];
for (const entry of readdirSync(src, { recursive: true, withFileTypes: true })) {
  const path = join(entry.parentPath, entry.name);
  const [folder, ...below] = relative(src, path).split(sep);
  if (!entry.isFile() || below.length === 0 || !/\.tsx?$/.test(entry.name)) continue;
  if (!allowed.has(folder)) complaints.push(`src/${folder}: missing in the table of README.md`);
  for (const [, target] of readFileSync(path, 'utf8').matchAll(
    /(?:from|import)\s*\(?'(\.[^']+)'/g,
  )) {
    const [to] = relative(src, join(dirname(path), target)).split(sep);
    if (allowed.get(folder)?.includes(to)) continue;
    if (to === '..' && entry.name.includes('.test.')) continue;
    complaints.push(`${relative(root, path)}: ${folder} must not import from ${to} (README.md)`);
  }
}
for (const complaint of new Set(complaints)) console.error(complaint);
process.exitCode = complaints.length > 0 ? 1 : 0;
