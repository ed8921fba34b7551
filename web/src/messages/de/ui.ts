import type { Words } from '../en';

export const ui: Words['ui'] = {
  cancel: 'Abbrechen',
  dismiss: 'Schließen',
  copy: 'Kopieren',
  copied: 'Kopiert',
  cannotCopy: 'Der Browser lässt diese Seite nicht kopieren. Markiere den Text und kopiere ihn.',
  justNow: 'gerade eben',
};
