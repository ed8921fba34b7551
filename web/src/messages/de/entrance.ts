import type { Words } from '../en';

export const entrance: Words['entrance'] = {
  claim: 'Deine Fotos und deine Musik, auf deinem eigenen Server.',
  welcome: 'Willkommen',
  welcomeBack: 'Willkommen zurück',
  firstTime: 'Zum ersten Mal hier?',
  firstTimeText:
    'Du bekommst hier einen eigenen Platz für Fotos und Musik, den sonst niemand sieht.',
  newDrive: 'Dieser Server ist neu.',
  newDriveText: 'Das erste Konto verwaltet ihn.',
  byInvitation: 'Konten gibt es hier auf Einladung. Frag, wer diesen Server verwaltet.',
  makeAccount: 'Konto anlegen',
  newHere: 'Neu hier?',
  showTyped: 'Eingabe anzeigen',
};
