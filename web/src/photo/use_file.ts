import { useEffect, useState } from 'react';
import { reachable } from '../api/base';
import type { File } from '../api/client';
import { explain } from '../api/problem';
import { freshFile } from '../library/fetch_files';
import { useCachedFile } from '../library/file_cache';
import { urlsOf } from './picture_urls';

/** What is known of a file: its record, that there is none, or why the drive did not tell. */
export interface Known {
  readonly file: File | undefined;
  readonly missing: boolean;
  readonly failure: string | null;
}

/** Fetches the record of a file if it is missing or its URLs have expired. */
export function useFile(id: string): Known {
  const file = useCachedFile(id);
  const [outcome, setOutcome] = useState<{ id: string; failure: string | null } | null>(null);
  useEffect(() => {
    let stale = false;
    const end = (failure: string | null) => {
      if (!stale) setOutcome({ id, failure });
    };
    freshFile(id).then(
      (found) => found ?? end(null),
      (error) => end(explain(error)),
    );
    return () => {
      stale = true;
    };
  }, [id]);
  const own = outcome?.id === id ? outcome : null;
  return {
    file,
    missing: !file && own !== null && own.failure === null,
    failure: own?.failure ?? null,
  };
}

const REST_MS = 80;
/** Decoded pictures that the browser would forget if nothing held them. */
const MAX_KEPT = 4;
const kept = new Map<string, HTMLImageElement>();

/** Fetches and decodes the large picture of a file. Resolves once it can be shown at once, or cannot. */
export async function preload(id: string): Promise<void> {
  const file = await freshFile(id).catch(() => null);
  const url = file && urlsOf(file).large;
  if (!url || kept.has(url)) return;
  const image = new Image();
  image.crossOrigin = 'anonymous';
  image.src = reachable(url);
  kept.set(url, image);
  for (const oldest of kept.keys()) {
    if (kept.size <= MAX_KEPT) break;
    kept.delete(oldest);
  }
  await image.decode().catch(() => undefined);
}

/** Preloads the pictures that may come next, once the user rests on one. */
export function usePreload(ids: readonly (string | undefined)[]): void {
  const key = ids.join();
  useEffect(() => {
    const timer = setTimeout(async () => {
      for (const id of key.split(',')) if (id) await preload(id);
    }, REST_MS);
    return () => clearTimeout(timer);
  }, [key]);
}
