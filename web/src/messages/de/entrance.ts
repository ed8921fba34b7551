import type { Words } from '../en';

export const entrance: Words['entrance'] = {
  claim: 'Deine Fotos und deine Musik, auf deinem eigenen Server.',
  welcome: 'Willkommen',
  welcomeBack: 'Willkommen zurück',
  firstTime: 'Zum ersten Mal hier?',
  firstTimeText: 'Auf einem neuen Server verwaltet das erste Konto alles Weitere.',
  makeAccount: 'Konto anlegen',
  newHere: 'Neu hier?',
  showTyped: 'Eingabe anzeigen',
};
