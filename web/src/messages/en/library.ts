import { counted, numeral } from '../counted';

const files = (n: number) => counted(n, 'file', 'files');

export const library = {
  today: 'Today',
  yesterday: 'Yesterday',
  photo: 'Photo',
  photos: (n: number) => counted(n, 'photo', 'photos'),
  recordings: (n: number) => counted(n, 'recording', 'recordings'),
  files,

  undo: 'Undo',
  tryAgain: 'Try again',
  selection: 'Selection',
  selected: (n: number) => `${numeral(n)} selected`,
  clearSelection: 'Clear the selection',
  selectAll: 'Select all',
  favorite: 'Favorite',
  unfavorite: 'Remove from favorites',
  addToAlbum: 'Add to album',
  addToPlaylist: 'Add to playlist',
  edit: 'Edit',
  download: 'Download',
  delete: 'Delete',
  more: 'More',

  favorites: 'Favorites',
  noFavorites: 'What you love will be here',
  noFavoritesText: 'Mark photos with the heart: in a photo, or for all that you have selected.',
  madeFavorite: (n: number) => `${files(n)} added to your favorites.`,
  noLongerFavorite: (n: number) => `${files(n)} removed from your favorites.`,
  favoriteFailed: (n: number) => `${files(n)} could not be changed.`,

  deleted: (n: number) => `${files(n)} deleted.`,
  notDeleted: (n: number, why: string) => `${files(n)} could not be deleted. ${why}`,
  notRestored: (n: number) => `${files(n)} could not be restored.`,
  deleteQuestion: (n: number) => `Delete ${files(n)}?`,
  deleteForGood: 'This drive keeps no trash, so this cannot be undone.',
  deleteUnknown: 'This may be for good: the drive did not say whether it keeps a trash.',

  downloadStopped: (why: string) => `The download stopped. ${why}`,
  preparingDownload: (n: number) => `Preparing ${files(n)} for download…`,
  archiveName: 'photos and music',
  chooseFiles: 'Choose files',
  loadFailed: 'The library could not be loaded',
  request: (id: string) => `Request ${id}`,
  offline: 'You are offline',
  offlineText:
    'The drive cannot be reached, so nothing can be shown here. The library comes back by itself once the drive does.',
};
