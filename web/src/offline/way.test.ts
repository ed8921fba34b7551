import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { API_PATH } from './api_paths';
import { wayOf } from './way';

const ORIGIN = 'https://drive.example';

const way = (path: string, { method = 'GET', mode = 'navigate' as RequestMode } = {}) =>
  wayOf({ method, mode, url: new URL(path, ORIGIN).href }, ORIGIN, ['/favicon.svg']);

it('keeps the shell of the app', () => {
  expect(way('/assets/index-abc.js', { mode: 'cors' })).toBe('asset');
  expect(way('/favicon.svg', { mode: 'no-cors' })).toBe('file');
  for (const page of ['/', '/photos', '/photos/0190-a', '/audio/albums/x', '/log-in', '/deleted'])
    expect(way(page)).toBe('page');
});

it('takes what is shared', () => {
  expect(way('/share-target', { method: 'POST' })).toBe('share');
});

it('stays out of the API, of files and of other origins', () => {
  const paths = [
    '/retrieve?limit=1',
    '/objects/a?signature=b',
    '/downloads/1',
    '/events',
    '/sw.js',
  ];
  for (const path of paths) expect(way(path)).toBe('none');
  expect(way('/photos', { mode: 'cors' })).toBe('none');
  expect(way('/upload', { method: 'POST' })).toBe('none');
  expect(way('https://elsewhere.example/assets/a.js')).toBe('none');
});

it('knows all paths of the API', () => {
  const openapi = new URL('../../../docs/openapi.json', import.meta.url);
  const { paths } = JSON.parse(readFileSync(openapi, 'utf8')) as { paths: object };
  const unknown = Object.keys(paths).filter((path) => !API_PATH.test(path));
  expect(unknown.filter((path) => !path.startsWith('/.well-known/'))).toEqual([]);
});
