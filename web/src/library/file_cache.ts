import { useSyncExternalStore } from 'react';
import type { File } from '../api/client';
import { isFresh } from './signed_url';

interface Entry {
  file: File;
  fetchedAt: number;
}

/** Records of files that were looked at, the most recently used ones. */
const MAX_FILES = 5000;
const entries = new Map<string, Entry>();
const listeners = new Set<() => void>();

function tell(): void {
  for (const listener of listeners) listener();
}

/**
 * The same picture under a new signature would be fetched again, so URLs that still work stay.
 * What a file's URLs lead to changes with its status only.
 */
function merged(known: Entry | undefined, file: File, now: number): Entry {
  const keeps =
    known?.file.status === file.status && isFresh(known.file.fileUrl, known.fetchedAt, now);
  return keeps && known ? known : { file, fetchedAt: now };
}

export function putFiles(files: readonly File[], now = Date.now()): void {
  for (const file of files) {
    const entry = merged(entries.get(file.fileId), file, now);
    entries.delete(file.fileId);
    entries.set(file.fileId, entry);
  }
  for (const id of entries.keys()) {
    if (entries.size <= MAX_FILES) break;
    entries.delete(id);
  }
  tell();
}

export function dropFile(id: string): void {
  if (entries.delete(id)) tell();
}

/** After log-out nothing of the user stays. */
export function clearFiles(): void {
  entries.clear();
  tell();
}

export const cachedFile = (id: string): File | undefined => entries.get(id)?.file;

/** Whether there is a record with URLs that work. */
export function hasFreshFile(id: string, now = Date.now()): boolean {
  const entry = entries.get(id);
  return entry !== undefined && isFresh(entry.file.fileUrl, entry.fetchedAt, now);
}

export function onFilesChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The record of a file as soon as somebody has fetched it. */
export function useCachedFile(id: string): File | undefined {
  return useSyncExternalStore(onFilesChange, () => cachedFile(id));
}
