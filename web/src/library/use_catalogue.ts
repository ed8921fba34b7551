import { useSyncExternalStore } from 'react';
import type { File, Kind } from '../api/client';
import { useSession } from '../api/session';
import { Catalogue, type CatalogueState } from './catalogue';
import { clearFiles, putFiles } from './file_cache';

const catalogues = new Map<Kind, Catalogue>();

export function catalogueOf(kind: Kind): Catalogue {
  let catalogue = catalogues.get(kind);
  if (!catalogue) {
    catalogue = new Catalogue(kind);
    catalogues.set(kind, catalogue);
  }
  return catalogue;
}

/** Shows a file that this page has uploaded, without waiting for the event. */
export function showUploaded(file: File): void {
  putFiles([file]);
  for (const catalogue of catalogues.values()) catalogue.take([file]);
}

export function useCatalogue(kind: Kind): [Catalogue, CatalogueState] {
  const catalogue = catalogueOf(kind);
  return [catalogue, useSyncExternalStore(catalogue.subscribe, catalogue.state)];
}

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
