import { sourceOf } from '../library/query';

/** All photos that the user loves, by date. */
export const favoritePhotos = sourceOf({ kind: 'image', sort: 'date', favorite: true });
