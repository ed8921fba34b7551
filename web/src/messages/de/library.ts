import { counted, numeral } from '../counted';
import type { Words } from '../en';

const files = (n: number) => counted(n, 'Datei', 'Dateien');

export const library: Words['library'] = {
  today: 'Heute',
  yesterday: 'Gestern',
  photo: 'Foto',
  photos: (n) => counted(n, 'Foto', 'Fotos'),
  recordings: (n) => counted(n, 'Aufnahme', 'Aufnahmen'),
  files,

  undo: 'Rückgängig',
  tryAgain: 'Erneut versuchen',
  selection: 'Auswahl',
  selected: (n) => `${numeral(n)} ausgewählt`,
  clearSelection: 'Auswahl aufheben',
  selectAll: 'Alle auswählen',
  favorite: 'Favorit',
  unfavorite: 'Aus den Favoriten entfernen',
  addToAlbum: 'Zum Album hinzufügen',
  addToPlaylist: 'Zur Playlist hinzufügen',
  edit: 'Bearbeiten',
  download: 'Herunterladen',
  delete: 'Löschen',
  more: 'Mehr',

  favorites: 'Favoriten',
  noFavorites: 'Hier ist Platz für deine Lieblingsbilder',
  noFavoritesText:
    'Markiere Fotos mit dem Herz: in der Fotoansicht oder für alle, die du ausgewählt hast.',
  madeFavorite: (n) => `${files(n)} zu deinen Favoriten hinzugefügt.`,
  noLongerFavorite: (n) => `${files(n)} aus deinen Favoriten entfernt.`,
  favoriteFailed: (n) =>
    n === 1 ? '1 Datei ließ sich nicht ändern.' : `${files(n)} ließen sich nicht ändern.`,

  deleted: (n) => `${files(n)} gelöscht.`,
  notDeleted: (n, why) => `${files(n)} ${n === 1 ? 'ließ' : 'ließen'} sich nicht löschen. ${why}`,
  notRestored: (n) =>
    n === 1
      ? '1 Datei ließ sich nicht wiederherstellen.'
      : `${files(n)} ließen sich nicht wiederherstellen.`,
  deleteQuestion: (n) => `${files(n)} löschen?`,
  deleteForGood: 'Dieser Server hat keinen Papierkorb. Das lässt sich nicht rückgängig machen.',
  deleteUnknown:
    'Das könnte endgültig sein: Der Server hat nicht gesagt, ob er einen Papierkorb hat.',

  downloadStopped: (why) => `Der Download wurde abgebrochen. ${why}`,
  preparingDownload: (n) => `${files(n)} werden zum Herunterladen vorbereitet …`,
  archiveName: 'Fotos und Musik',
  chooseFiles: 'Dateien wählen',
  loadFailed: 'Die Mediathek konnte nicht geladen werden',
  request: (id) => `Anfrage ${id}`,
  offline: 'Du bist offline',
  offlineText:
    'Der Server ist nicht erreichbar, deshalb ist hier nichts zu sehen. Sobald er wieder da ist, erscheint die Mediathek von selbst.',
};
