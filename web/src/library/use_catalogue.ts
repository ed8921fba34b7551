import { useEffect, useSyncExternalStore } from 'react';
import type { File } from '../api/client';
import { useSession } from '../api/session';
import { Catalogue, type CatalogueState } from './catalogue';
import { clearFiles, putFiles } from './file_cache';
import { ALL_PHOTOS, ALL_RECORDINGS, sourceOf } from './query';
import type { Source } from './source';

/** The number of lists that are kept ready while no screen shows them. */
const MAX_UNUSED = 6;

/** By key of their sources, the one that was used last at the end. */
const catalogues = new Map<string, Catalogue>();
const users = new Map<string, number>();

function closeUnused(): void {
  let unused = [...catalogues.keys()].filter((key) => !users.get(key)).length;
  for (const [key, catalogue] of catalogues) {
    if (unused <= MAX_UNUSED) return;
    if (users.get(key)) continue;
    catalogue.close();
    catalogues.delete(key);
    unused--;
  }
}

/** Returns the catalogue of the source, which begins to load if it is new. */
export function catalogueOf(source: Source): Catalogue {
  let catalogue = catalogues.get(source.key);
  if (!catalogue) catalogue = new Catalogue(source);
  catalogues.delete(source.key);
  catalogues.set(source.key, catalogue);
  return catalogue;
}

/** Shows a file that this page has uploaded, without waiting for the event. */
export function showUploaded(file: File): void {
  takeFiles([file]);
}

/** Shows what is new of these files in all lists. */
export function takeFiles(files: readonly File[]): void {
  putFiles(files);
  for (const catalogue of catalogues.values()) catalogue.take(files);
}

/**
 * Asks the drive for nothing more of a collection that is about to be deleted. Resolves, once no
 * request is under way, to what undoes that.
 */
export async function pauseCollection(id: string): Promise<() => void> {
  const lists = [...catalogues.values()].filter(({ source }) => source.collection === id);
  await Promise.all(lists.map((list) => list.pause()));
  return () => {
    for (const list of lists) list.resume();
  };
}

/** Lists the files of a source, and keeps the list while the component is shown. */
export function useCatalogue(source: Source): [Catalogue, CatalogueState] {
  const catalogue = catalogueOf(source);
  useEffect(() => {
    users.set(source.key, (users.get(source.key) ?? 0) + 1);
    return () => {
      users.set(source.key, (users.get(source.key) ?? 1) - 1);
      closeUnused();
    };
  }, [source.key]);
  return [catalogue, useSyncExternalStore(catalogue.subscribe, catalogue.state)];
}

/** All photos, by date. */
export const allPhotos: Source = sourceOf(ALL_PHOTOS);
/** All recordings, the last upload first. */
export const allRecordings: Source = sourceOf(ALL_RECORDINGS);

/** Forgets all files when another user logs in, who must not see them. */
export function forgetOnLogOut(): void {
  useSession.subscribe((now, before) => {
    if (!before.session || now.session?.username === before.session.username) return;
    for (const catalogue of catalogues.values()) catalogue.close();
    catalogues.clear();
    clearFiles();
  });
}

/** Removes deleted files from all lists. */
export function removeFiles(ids: ReadonlySet<string>): void {
  for (const catalogue of catalogues.values()) catalogue.remove(ids);
}
