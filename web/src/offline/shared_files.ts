/** Files that other apps have shared into this one wait here until the upload queue has them. */
const CACHE = 'audmg-shared';
const NAME = 'X-Name';
const MODIFIED = 'X-Modified';

/** Keeps files, in their order. */
export async function keepShared(files: readonly File[]): Promise<void> {
  const cache = await caches.open(CACHE);
  const at = Date.now();
  for (const [place, file] of files.entries()) {
    const headers = {
      'Content-Type': file.type || 'application/octet-stream',
      [NAME]: encodeURIComponent(file.name),
      [MODIFIED]: String(file.lastModified),
    };
    await cache.put(`/shared/${at}-${place}`, new Response(file, { headers }));
  }
}

/** Returns the files that wait. */
export async function sharedFiles(): Promise<File[]> {
  if (!(await caches.has(CACHE))) return [];
  const cache = await caches.open(CACHE);
  const files: File[] = [];
  for (const request of await cache.keys()) {
    const kept = await cache.match(request);
    if (!kept) continue;
    const name = decodeURIComponent(kept.headers.get(NAME) ?? '');
    const lastModified = Number(kept.headers.get(MODIFIED));
    const type = kept.headers.get('Content-Type') ?? '';
    files.push(new File([await kept.blob()], name, { type, lastModified }));
  }
  return files;
}

export async function forgetShared(): Promise<void> {
  await caches.delete(CACHE);
}
