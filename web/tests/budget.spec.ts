import { gzipSync } from 'node:zlib';
import { expect, test } from './fixtures';

const MAX_SCRIPT_BYTES = 160_000;

test('the first load stays small, compressed and from one origin', async ({
  page,
  drive,
  open,
}) => {
  const scripts: { url: string; coding: string | undefined; bytes: number }[] = [];
  const origins = new Set<string>();
  page.on('request', (request) => origins.add(new URL(request.url()).origin));
  page.on('response', async (response) => {
    if (response.request().resourceType() !== 'script') return;
    const coding = response.headers()['content-encoding'];
    scripts.push({ url: response.url(), coding, bytes: gzipSync(await response.body()).length });
  });
  await open('/photos');
  await expect(page.getByText('Your photos will be here')).toBeVisible();
  await expect.poll(() => scripts.length).toBeGreaterThan(0);
  const bytes = scripts.reduce((sum, script) => sum + script.bytes, 0);
  console.log(`script on first load: ${Math.round(bytes / 1000)} kB gzip`);
  expect(bytes).toBeLessThan(MAX_SCRIPT_BYTES);
  const large = scripts.filter((script) => script.bytes > 1000);
  expect(large.every(({ coding }) => coding === 'br' || coding === 'gzip')).toBe(true);
  expect([...origins]).toEqual([drive.url]);
});

test('files are kept by browsers as long as they are good', async ({ request, drive }) => {
  const page = await request.get(`${drive.url}/photos`, { headers: { Accept: 'text/html' } });
  expect(page.headers()['cache-control']).toBe('no-cache');
  expect(page.headers()['content-security-policy']).not.toContain('unsafe');
  const script = /src="(\/assets\/[^"]+\.js)"/.exec(await page.text())?.[1] ?? '';
  const asset = await request.get(drive.url + script);
  expect(asset.headers()['cache-control']).toBe('public, max-age=31536000, immutable');
  const etag = page.headers().etag ?? '';
  const again = await request.get(`${drive.url}/`, { headers: { 'If-None-Match': etag } });
  expect(again.status()).toBe(304);
  const missing = await request.get(`${drive.url}/files/none/such`, {
    headers: { Accept: 'text/html' },
  });
  expect(missing.status()).toBe(404);
  expect(missing.headers()['content-type']).toBe('application/problem+json');
});
