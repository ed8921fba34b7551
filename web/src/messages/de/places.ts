import { counted } from '../counted';
import type { Words } from '../en';

const UNNAMED = 'Ein Ort ohne Namen';

function where(places: readonly string[]): string {
  const others = places.length - 2;
  const named = places.slice(0, 2).join(', ') || UNNAMED;
  return others > 0 ? `${named} und ${counted(others, 'weiterer Ort', 'weitere Orte')}` : named;
}

export const places: Words['places'] = {
  title: 'Orte',
  back: 'Alle Orte',
  summary: (photos, places) =>
    `${counted(photos, 'Foto', 'Fotos')} an ${counted(places, 'Ort', 'Orten')}`,
  other: 'Andere Orte',
  list: 'Orte nach Ländern',
  map: 'Karte deiner Fotos',
  mapKeys:
    'Die Pfeiltasten bewegen die Karte, Plus und Minus zoomen. Die Liste hat dieselben Orte.',
  zoomIn: 'Vergrößern',
  zoomOut: 'Verkleinern',
  showAll: 'Alle Orte zeigen',
  showOnMap: (country) => `${country} auf der Karte zeigen`,
  cluster: (photos, places) => `${where(places)}: ${counted(photos, 'Foto', 'Fotos')}. Vergrößern`,
  marker: (places, photos) => `${where(places)}: ${counted(photos, 'Foto', 'Fotos')}`,
  unnamed: UNNAMED,
  zoomedTo: (places) =>
    `Die Karte zeigt ${counted(Math.max(places, 1), 'Ort', 'Orte')} aus der Nähe.`,
  loading: 'Die Orte deiner Fotos werden geladen',
  source: 'Karte: Natural Earth',
  mapFailed: 'Die Karte konnte nicht geladen werden. Die Liste hat alle Orte.',
  failed: 'Die Orte konnten nicht geladen werden',
  empty: 'Noch kein Foto sagt, wo es aufgenommen wurde',
  emptyHint:
    'Fotos erscheinen hier, wenn die Kamera den Ort notiert hat oder du ihnen in den Details einen gibst.',
  nothingHere: 'Von diesem Ort gibt es keine Fotos',
};
