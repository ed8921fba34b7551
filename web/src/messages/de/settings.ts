import { counted } from '../counted';
import type { Words } from '../en';

export const settings: Words['settings'] = {
  title: 'Dein Konto',
  cancel: 'Abbrechen',
  remove: 'Entfernen',
  removeNamed: (name) => `${name} entfernen`,
  removeQuestion: (name) => `„${name}“ entfernen?`,
  done: 'Fertig',

  account: 'Konto',
  name: 'Name',
  address: 'Adresse',
  confirmed: 'bestätigt',
  notConfirmed: 'nicht bestätigt',
  sendLinkAgain: 'Link noch einmal senden',
  role: 'Rolle',
  admin: 'Admin',
  user: 'Benutzer',
  since: 'Seit',
  space: 'Speicherplatz',
  appLanguage: 'Sprache der App',
  asBrowser: 'Wie im Browser',
  mailLanguage: 'Sprache der Mails',
  mailLanguageSet: 'Mails kommen ab jetzt in dieser Sprache.',
  changeAddress: 'Adresse ändern',
  newAddress: 'Neue Adresse',
  yourPassword: 'Dein Passwort',
  mailSent: (address) =>
    `Wir haben eine Mail an ${address} geschickt. Öffne den Link darin, um die Adresse zu bestätigen.`,
  addressChanged: 'Deine Adresse ist geändert.',

  password: 'Passwort',
  passwordAbout: 'Eine Änderung meldet alle deine anderen Geräte ab.',
  changePassword: 'Passwort ändern',
  presentPassword: 'Aktuelles Passwort',
  newPassword: 'Neues Passwort',
  passwordChanged: 'Dein Passwort ist geändert.',

  twoStep: 'Zwei-Schritt-Anmeldung',
  twoStepAbout:
    'Nach dem Passwort wird ein Code aus einer App auf deinem Telefon verlangt. So reicht ein gestohlenes Passwort nicht aus.',
  authenticator: 'Authenticator-App',
  askedAlways: 'Wird bei jeder Anmeldung verlangt',
  notSetUp: 'Nicht eingerichtet',
  setUp: 'Einrichten',
  removeAuthenticator: 'Authenticator-App entfernen?',
  passkeysStay: 'Deine Passkeys bleiben.',
  passwordAlone:
    'Danach öffnet dein Passwort allein dieses Konto, und die Wiederherstellungscodes sind wertlos.',
  authenticatorRemoved: 'Die Authenticator-App ist entfernt.',
  qrCode: 'QR-Code für die Authenticator-App',
  scan: 'Scanne das Bild mit einer Authenticator-App oder {link}. Dasselbe als Text:',
  openApp: 'öffne die App auf diesem Gerät',
  secret: 'Geheimnis',
  confirm: 'Bestätigen',
  recoveryCodes: 'Wiederherstellungscodes',
  codesLeft: (n) => `Noch ${counted(n, 'Code', 'Codes')}, falls dein Telefon verloren geht`,
  renew: 'Erneuern',
  renewQuestion: 'Neue Wiederherstellungscodes erstellen?',
  renewText: 'Die bisherigen gelten dann nicht mehr.',
  makeNewCodes: 'Neue Codes erstellen',
  keepCodes: 'Bewahre diese Wiederherstellungscodes auf',
  keepCodesText:
    'Jeder öffnet dein Konto einmal, falls dein Telefon verloren geht. Sie werden nicht wieder angezeigt: Drucke sie aus oder lege sie zu deinen Passwörtern.',
  codesFile: (username, address) =>
    `Wiederherstellungscodes von ${username} auf ${address}, jeder gilt für eine Anmeldung:`,
  download: 'Herunterladen',
  keptCodes: 'Ich habe sie aufbewahrt',

  passkeys: 'Passkeys',
  passkeysAbout: 'Melde dich mit Fingerabdruck, Gesicht oder Bildschirmsperre statt Passwort an.',
  addPasskey: 'Passkey hinzufügen',
  passkeyAdded: 'Der Passkey ist hinzugefügt.',
  noPasskeysHere: 'Dieser Browser oder diese Adresse des Servers kennt keine Passkeys.',
  passkeysNeedName:
    'Für Passkeys braucht dieser Server eine Adresse mit einem Namen statt einer Nummer.',
  passkeyRemoveText:
    'Er meldet hier nicht mehr an. Dein Gerät zeigt ihn vielleicht weiter an, bis du ihn auch dort löschst.',
  passkeyRemoved: 'Der Passkey ist entfernt.',
  rename: 'Umbenennen',
  renameNamed: (name) => `${name} umbenennen`,
  added: (day, use) => `Hinzugefügt am ${day}, ${use}`,
  lastUsed: (when) => `zuletzt verwendet: ${when}`,
  notUsed: 'noch nicht verwendet',
  otherAddress: (address) => `Gehört zu einer anderen Adresse: ${address}`,

  appPasswords: 'App-Passwörter',
  appPasswordsAbout:
    'Für Programme, die keinen zweiten Schritt verlangen können. Jedes darf nur, was du erlaubst, und lässt sich einzeln entfernen.',
  makeAppPassword: 'App-Passwort erstellen',
  whatFor: 'Wofür es ist',
  itMay: 'Es darf',
  scopes: {
    read: 'ansehen und herunterladen',
    upload: 'hochladen',
    edit: 'bearbeiten',
    delete: 'löschen',
  },
  worksFor: 'Es gilt für',
  days: (n) => counted(n, 'Tag', 'Tage'),
  oneYear: 'Ein Jahr',
  withoutEnd: 'Unbegrenzt',
  makeIt: 'Erstellen',
  passwordFor: (name) => `Das Passwort für „${name}“`,
  giveNow:
    'Gib es jetzt in das Programm ein. Es wird nicht wieder angezeigt; wenn es verloren geht, erstelle ein neues.',
  appPassword: 'App-Passwort',
  appPasswordRemoveText: 'Programme, die es verwenden, kommen nicht mehr hinein.',
  appPasswordRemoved: 'Das App-Passwort ist entfernt.',
  ended: (day) => `abgelaufen am ${day}`,
  ends: (day) => `gilt bis ${day}`,

  devices: 'Geräte',
  devicesAbout: 'Wo dieses Konto angemeldet ist.',
  thisDevice: 'dieses Gerät',
  deviceUse: (when, place, since) => `Zuletzt verwendet: ${when}, ${place} · seit ${since}`,
  logOut: 'Abmelden',
  logOutNamed: (name) => `${name} abmelden`,
  loggedOut: (name) => `${name} ist abgemeldet.`,
  logOutOthers: 'Überall sonst abmelden',
  logOutOthersQuestion: 'Überall sonst abmelden?',
  deviceStays: 'Dieses Gerät bleibt angemeldet.',
  othersLoggedOut: 'Alle anderen Geräte sind abgemeldet.',

  activity: 'Aktivität',
  activityAbout:
    'Was im letzten Jahr mit diesem Konto geschehen ist. Wenn etwas davon nicht von dir war, ändere das Passwort.',

  data: 'Deine Daten',
  dataAbout:
    'Eine Kopie dessen, was über dein Konto gespeichert ist: Anmeldungen, Schlüssel, Aktivität. Alle deine Dateien bekommst du mit {command}, samt Alben, Titeln, Bewertungen und Orten; eine Auswahl aus der Mediathek als ZIP-Datei.',
  saveCopy: 'Kopie speichern',

  deletion: 'Konto löschen',
  deletionAt: (moment) => `Es wird am ${moment} gelöscht. Bis dahin kannst du es behalten.`,
  deletionAbout:
    'Das Konto und alle seine Dateien werden nach einigen Tagen gelöscht. Bis dahin kannst du es dir anders überlegen.',
  deletionQuestion: 'Dein Konto löschen?',
  deletionText:
    'Das Konto und alle seine Dateien werden nach einigen Tagen gelöscht. Bis dahin kannst du dich anmelden und es behalten.',
  deleteAccount: 'Mein Konto löschen',
};
