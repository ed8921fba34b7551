import { afterEach, expect, it, vi } from 'vitest';

const PAGE = 'https://drive.example/photos';
const SIGNED = 'https://files.s3.eu-central-1.amazonaws.com/orig/u/f?X-Amz-Signature=1';
const PART = 'https://files.s3.eu-central-1.amazonaws.com/orig/u/f?partNumber=1&X-Amz-Signature=1';
const OWN = 'http://localhost:8420/objects/orig/u/f?signature=1';

/** The module as a page with these addresses loads it. */
async function loaded(metas: Record<string, string>) {
  const querySelector = (selector: string) => {
    const name = /"(.+)"/.exec(selector)?.[1] ?? '';
    return name in metas ? { content: metas[name] } : null;
  };
  vi.stubGlobal('document', { querySelector });
  vi.stubGlobal('location', new URL(PAGE));
  vi.resetModules();
  return import('./base');
}

afterEach(() => vi.unstubAllGlobals());

it('asks the page’s own host for what a drive on one machine signs', async () => {
  const { apiBase, reachable } = await loaded({ 'audmg-api': '', 'audmg-objects': '' });
  expect(apiBase).toBe('');
  expect(reachable(OWN)).toBe('/objects/orig/u/f?signature=1');
  expect(reachable(SIGNED)).toBe(SIGNED);
});

it('leaves signed addresses as they are with the API elsewhere', async () => {
  const { apiBase, reachable } = await loaded({ 'audmg-api': 'https://api.example/' });
  expect(apiBase).toBe('https://api.example');
  expect(reachable(OWN)).toBe(OWN);
  expect(reachable(SIGNED)).toBe(SIGNED);
});

it('asks for files by way of the content delivery network, and sends parts to the bucket', async () => {
  const { apiBase, reachable } = await loaded({
    'audmg-api': '/api',
    'audmg-objects': '/objects',
  });
  expect(apiBase).toBe('/api');
  expect(reachable(SIGNED)).toBe('/objects/orig/u/f?X-Amz-Signature=1');
  expect(reachable(PART)).toBe(PART);
});
