import { sourceOf } from '../library/query';
import type { Source } from '../library/source';
import { collectionSource } from './collection_source';

/** In which order an album shows its pictures: as its owner has arranged them, or by date. */
export type AlbumOrder = 'own' | 'date';

/** Each album's choice is kept in this browser. */
const keyOf = (id: string) => `audmg.album-order.${id}`;

export function albumOrder(id: string): AlbumOrder {
  return localStorage.getItem(keyOf(id)) === 'date' ? 'date' : 'own';
}

export function chooseAlbumOrder(id: string, order: AlbumOrder): void {
  if (order === 'date') localStorage.setItem(keyOf(id), order);
  else localStorage.removeItem(keyOf(id));
}

/** The pictures of an album in the order that is chosen for it. */
export function albumSource(id: string): Source {
  if (albumOrder(id) === 'own') return collectionSource(id);
  return sourceOf({ kind: 'image', sort: 'date', order: 'asc', collection: id });
}
