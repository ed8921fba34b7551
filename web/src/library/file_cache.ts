import { useSyncExternalStore } from 'react';
import type { File } from '../api/client';
import { isFresh } from './signed_url';

interface Entry {
  file: File;
  fetchedAt: number;
}

/** The number of records that are kept, the most recently used ones. */
const MAX_FILES = 5000;
const entries = new Map<string, Entry>();
const listeners = new Set<() => void>();

function tell(): void {
  for (const listener of listeners) listener();
}

/** Returns whether two records list the same forms of a file. */
const sameForms = (known: readonly string[], now: readonly string[]) =>
  known.length === now.length && known.every((name) => now.includes(name));

/**
 * Takes what is known of a file from its new record, but keeps URLs that still work, because the browser would fetch
 * the same picture again under a new signature. The content behind a file's URLs changes only with its status.
 */
function merged(known: Entry | undefined, file: File, now: number): Entry {
  const keeps =
    known?.file.status === file.status && isFresh(known.file.fileUrl, known.fetchedAt, now);
  if (!keeps || !known) return { file, fetchedAt: now };
  // A reply that was overtaken by a later change.
  if (file.revision < known.file.revision) return known;
  const { fileUrl, downloadUrl, thumbnails, renditions, waveformUrl, waveformJsonUrl } = known.file;
  const names = (forms: File['renditions']) => (forms ?? []).map(({ name }) => name);
  const kept: Partial<File> = { fileUrl, downloadUrl };
  if (thumbnails && sameForms(Object.keys(thumbnails), Object.keys(file.thumbnails ?? {})))
    kept.thumbnails = thumbnails;
  if (renditions && sameForms(names(renditions), names(file.renditions)))
    kept.renditions = renditions;
  if (waveformUrl && file.waveformUrl) kept.waveformUrl = waveformUrl;
  if (waveformJsonUrl && file.waveformJsonUrl) kept.waveformJsonUrl = waveformJsonUrl;
  return { file: { ...file, ...kept }, fetchedAt: known.fetchedAt };
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

/** Forgets all records, so that none of the user's files stay after log-out. */
export function clearFiles(): void {
  entries.clear();
  tell();
}

export const cachedFile = (id: string): File | undefined => entries.get(id)?.file;

/** Returns whether there is a record whose URLs still work. */
export function hasFreshFile(id: string, now = Date.now()): boolean {
  const entry = entries.get(id);
  return entry !== undefined && isFresh(entry.file.fileUrl, entry.fetchedAt, now);
}

export function onFilesChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Returns the record of a file, and renders again once it has been fetched. */
export function useCachedFile(id: string): File | undefined {
  return useSyncExternalStore(onFilesChange, () => cachedFile(id));
}
