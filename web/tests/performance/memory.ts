import { readFileSync } from 'node:fs';
import type { Browser, Page } from '@playwright/test';

export async function heapMegabytes(page: Page): Promise<number> {
  const client = await page.context().newCDPSession(page);
  await client.send('HeapProfiler.collectGarbage');
  const { usedSize } = await client.send('Runtime.getHeapUsage');
  return usedSize / 1e6;
}

/** Returns what the largest renderer process of this browser holds, pictures and all. */
export async function rendererMegabytes(browser: Browser): Promise<number> {
  const client = await browser.newBrowserCDPSession();
  const { processInfo } = await client.send('SystemInfo.getProcessInfo');
  const sizes = processInfo
    .filter(({ type }) => type === 'renderer')
    .map(({ id }) => {
      const memory = readFileSync(`/proc/${id}/smaps_rollup`, 'utf8');
      return Number(/^Pss:\s+(\d+)/m.exec(memory)?.[1] ?? Number.NaN) / 1000;
    });
  return Math.max(...sizes);
}
