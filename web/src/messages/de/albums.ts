import { counted, numeral } from '../counted';
import type { Words } from '../en';

const photos = (n: number) => counted(n, 'Foto', 'Fotos');
const items = (n: number) => counted(n, 'Datei', 'Dateien');

export const albums: Words['albums'] = {
  albums: 'Alben',
  newAlbum: 'Neues Album',
  newPlaylist: 'Neue Playlist',
  noAlbums: 'Leg dein erstes Album an',
  noAlbumsText:
    'Sammle die Fotos einer Reise, eines Fests oder eines Jahres. In deiner Mediathek bleiben sie auch.',
  loading: 'Alben werden geladen',
  notLoaded: 'Die Alben ließen sich nicht laden',
  gone: 'Dieses Album gibt es nicht',
  goneText: 'Vielleicht wurde es gelöscht.',
  allAlbums: 'Alle Alben',
  count: photos,
  items,
  songs: (n) => counted(n, 'Titel', 'Titel'),

  title: 'Titel',
  description: 'Beschreibung',
  addDescription: 'Beschreibung hinzufügen',
  editTitle: 'Titel bearbeiten',
  editDescription: 'Beschreibung bearbeiten',
  save: 'Speichern',
  cancel: 'Abbrechen',
  create: 'Anlegen',
  done: 'Fertig',
  range: (from, to) => (from === to ? from : `${from} – ${to}`),

  order: 'Reihenfolge',
  ownOrder: 'Eigene Reihenfolge',
  byDate: 'Nach Datum',
  arrange: 'Anordnen',
  download: 'Herunterladen',
  actions: 'Mehr zu diesem Album',
  rename: 'Umbenennen',
  deleteAlbum: 'Album löschen',
  albumDeleted: (title) => `Album „${title}“ gelöscht. Die Fotos bleiben in deiner Mediathek.`,
  empty: 'Dieses Album ist leer',
  emptyText: 'Füge Fotos aus deiner Mediathek hinzu, oder zieh neue irgendwo auf diese Seite.',
  addPhotos: 'Fotos hinzufügen',
  addPhotosTo: (title) => `Fotos zu „${title}“ hinzufügen`,
  addChosen: (n) => (n === 0 ? 'Hinzufügen' : `${photos(n)} hinzufügen`),
  findPhotos: 'Fotos suchen',
  noPhotos: 'In deiner Mediathek sind noch keine Fotos',
  noPhotosText: 'Lade welche hoch: Sie kommen auch in dieses Album.',
  upload: 'Hochladen',
  choosePhotos: 'Fotos auswählen',

  remove: 'Aus dem Album entfernen',
  removed: (n) => `${photos(n)} aus dem Album entfernt.`,
  makeCover: 'Als Titelbild verwenden',
  coverMade: 'Das ist jetzt das Titelbild des Albums.',

  arranging: 'Fotos anordnen',
  arrangeHint:
    'Zieh Fotos an ihren Platz, oder wähle welche aus und verschiebe sie mit den Knöpfen. Mit der Tastatur: Leertaste wählt aus, Umschalt mit einer Pfeiltaste verschiebt.',
  toStart: 'An den Anfang',
  before: 'Vor das vorige Foto',
  after: 'Hinter das nächste Foto',
  toEnd: 'Ans Ende',
  place: (at, of) => `${numeral(at)} von ${numeral(of)}`,
  moved: (at, of) => `Auf Platz ${numeral(at)} von ${numeral(of)} verschoben.`,
  dragHandle: 'Zum Verschieben ziehen',

  addTo: (n) => `${items(n)} zu einem Album hinzufügen`,
  addToPlaylist: (n) => `${counted(n, 'Titel', 'Titel')} zu einer Playlist hinzufügen`,
  findAlbum: 'Album suchen',
  findPlaylist: 'Playlist suchen',
  noneFound: (text) => `Nichts heißt „${text}“.`,
  added: (n, title) => `${items(n)} zu „${title}“ hinzugefügt.`,
  allThere: (title) => `Schon in „${title}“.`,
  notAdded: (n) =>
    n === 1 ? '1 Datei ließ sich nicht hinzufügen.' : `${items(n)} ließen sich nicht hinzufügen.`,

  lookAlikes: 'Ähnliche Fotos',
  noLookAlikes: 'Keine ähnlichen Fotos',
  noLookAlikesText:
    'Fotos, die fast gleich sind, stehen hier, damit du von jedem das beste behalten kannst.',
  lookAlikesText:
    'Fotos, die fast gleich sind. Behalte das beste; die anderen kommen in den Papierkorb.',
  lookAlikesFailed: 'Ähnliche Fotos lassen sich nicht anzeigen',
  searching: 'Fotos werden verglichen',
  alike: (n) => `${photos(n)}, die sich ähneln`,
  largest: 'Am größten',
  keepThis: 'Dieses behalten',
  keepThisOf: (name) => `Dieses behalten: ${name}`,
  different: 'Sie sind verschieden',
  passedOver: 'Sie werden nicht wieder aufgeführt.',
  showMore: 'Mehr anzeigen',
};
