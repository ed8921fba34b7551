import { counted, numeral } from '../counted';
import type { Words } from '../en';

export const uploads: Words['uploads'] = {
  upload: 'Hochladen',
  chooseFiles: 'Dateien wählen',
  chooseFolder: 'Ordner wählen',
  dropOrPaste: 'Oder irgendwohin ziehen oder einfügen.',
  dropHere: 'Zum Hochladen loslassen',
  dropInto: (title) => `Ablegen, um zu „${title}“ hinzuzufügen`,
  goInto: (title) => `Fotos kommen auch in „${title}“.`,
  dropWhat: 'Bilder, Musik, ganze Ordner',

  title: 'Uploads',
  all: 'Alle Uploads',
  files: 'Dateien',
  pauseAll: 'Alle anhalten',
  resumeAll: 'Alle fortsetzen',
  hideList: 'Liste ausblenden',
  showList: 'Liste anzeigen',
  close: 'Schließen',
  uploading: (over, count) =>
    `${numeral(over)} von ${counted(count, 'Datei', 'Dateien')} hochgeladen`,
  pausedAt: (over, count) =>
    `Angehalten bei ${numeral(over)} von ${counted(count, 'Datei', 'Dateien')}`,
  filesDone: (count, done) => `${counted(count, 'Datei', 'Dateien')}, ${numeral(done)} fertig`,
  uploaded: (n) => `${counted(n, 'Datei', 'Dateien')} hochgeladen`,
  hereAlready: (n) => `${numeral(n)} schon vorhanden`,
  notUploaded: (n) => `${numeral(n)} nicht`,
  chooseAgainCount: (n) => `${numeral(n)} noch einmal zu wählen`,
  amount: (sent, size) => `${sent} von ${size}`,
  left: (time) => `noch ${time}`,
  waitingForConnection: 'Wartet auf die Verbindung …',
  tryingAgain: 'Neuer Versuch …',

  begun: (n) => `${counted(n, 'Datei wird', 'Dateien werden')} hochgeladen.`,
  percent: (n) => `${n} Prozent hochgeladen.`,
  ended: (added, here, refused) =>
    `Hochladen beendet: ${numeral(added)} hinzugefügt` +
    (here > 0 ? `, ${numeral(here)} schon vorhanden` : '') +
    (refused > 0 ? `, ${numeral(refused)} abgelehnt` : '') +
    '.',

  chooseAgain: 'Noch einmal wählen',
  chooseAgainText:
    'Die Seite wurde geschlossen, bevor sie hochgeladen waren. Wähle dieselben Dateien oder denselben Ordner noch einmal oder zieh sie irgendwohin; was schon hochgeladen ist, wird übersprungen.',
  giveUp: 'Aufgeben',
  giveUpQuestion: (n) => `${counted(n, 'Datei', 'Dateien')} aufgeben?`,
  giveUpText:
    'Sie sind noch nicht in deiner Mediathek. Die Dateien auf deinem Gerät bleiben, wie sie sind.',
  skipped: (n) => `${counted(n, 'Datei', 'Dateien')} übersprungen, weil schon in der Liste.`,

  waiting: (size) => `Wartet · ${size}`,
  finishing: 'Gleich fertig …',
  paused: (amount) => `Angehalten · ${amount}`,
  pauseNamed: (name) => `${name} anhalten`,
  resumeNamed: (name) => `${name} fortsetzen`,
  retryNamed: (name) => `${name} noch einmal versuchen`,
  chooseNamed: (name) => `${name} noch einmal wählen`,
  removeNamed: (name) => `${name} entfernen`,
  cancelNamed: (name) => `${name} abbrechen`,
  inLibrary: 'Schon in deiner Mediathek',
  empty: 'Die Datei ist leer.',
  isVideo: 'Das ist ein Video. Der Server nimmt Bilder und Musik.',
  chooseToGoOn: 'Wähle diese Datei noch einmal, damit es weitergeht.',
  companionRefused:
    'Zu einem Bild passt ein Video von höchstens 30 Sekunden und 50 MB oder eine XMP-Datei von höchstens 1 MiB.',
  pictureMissing: 'Das zugehörige Bild wurde nicht hochgeladen.',
  unreadable: 'Die Datei lässt sich nicht mehr lesen. Wähle sie noch einmal.',
};
