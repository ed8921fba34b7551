import { counted } from '../counted';
import type { Words } from '../en';

const files = (n: number) => counted(n, 'Datei', 'Dateien');

export const trash: Words['trash'] = {
  trash: 'Papierkorb',
  empty: 'Der Papierkorb ist leer',
  emptyText: (span) => `Gelöschte Dateien bleiben ${span} hier.`,
  aWhile: 'eine Weile',
  keepsNone: 'Dieser Server hat keinen Papierkorb: Gelöschtes ist endgültig weg.',
  notShown: 'Der Papierkorb lässt sich nicht anzeigen',
  loading: 'Papierkorb wird geladen',
  intro: (span) =>
    `Gelöschte Dateien bleiben ${span} hier. So lange kannst du sie wiederherstellen.`,
  select: (name, when) => `${name}, gelöscht ${when}`,
  selectAll: 'Alle auswählen',
  restore: 'Wiederherstellen',
  restoreAll: 'Alle wiederherstellen',
  deleteForGood: 'Endgültig löschen',
  emptyTrash: 'Papierkorb leeren',
  emptyQuestion: 'Papierkorb leeren?',
  deleteQuestion: (n) => `${files(n)} endgültig löschen?`,
  forGood: 'Das lässt sich nicht rückgängig machen.',
  restored: (n) => `${files(n)} wiederhergestellt.`,
  restoredSoon: 'Alle Dateien werden in Kürze wiederhergestellt.',
  notHere: 'Diese Datei ist nicht mehr im Papierkorb.',
  deleted: (n) => `${files(n)} endgültig gelöscht.`,
  isEmpty: 'Der Papierkorb ist leer.',
  willBeEmpty: 'Der Papierkorb ist in Kürze leer.',
  showMore: 'Mehr anzeigen',
};
