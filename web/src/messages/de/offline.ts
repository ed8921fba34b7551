import { counted } from '../counted';
import type { Words } from '../en';

export const offline: Words['offline'] = {
  install: 'App installieren',
  updateReady: 'Eine neue Version der App ist bereit.',
  reload: 'Neu laden',
  shared: (n) => `${counted(n, 'geteilte Datei wird', 'geteilte Dateien werden')} hochgeladen.`,
  notReceived: 'Die geteilten Dateien sind nicht angekommen. Lade sie stattdessen hier hoch.',
};
