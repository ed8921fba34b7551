import { counted } from '../counted';

const UNNAMED = 'A place without a name';

function where(places: readonly string[]): string {
  const others = places.length - 2;
  const named = places.slice(0, 2).join(', ') || UNNAMED;
  return others > 0 ? `${named} and ${counted(others, 'other place', 'other places')}` : named;
}

export const places = {
  title: 'Places',
  back: 'All places',
  summary: (photos: number, places: number) =>
    `${counted(photos, 'photo', 'photos')} in ${counted(places, 'place', 'places')}`,
  other: 'Other places',
  list: 'Places by country',
  map: 'Map of your photos',
  mapKeys: 'The arrow keys move the map; plus and minus zoom. The list has the same places.',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  showAll: 'Show all places',
  showOnMap: (country: string) => `Show ${country} on the map`,
  cluster: (photos: number, places: readonly string[]) =>
    `${where(places)}: ${counted(photos, 'photo', 'photos')}. Zoom in`,
  marker: (places: readonly string[], photos: number) =>
    `${where(places)}: ${counted(photos, 'photo', 'photos')}`,
  unnamed: UNNAMED,
  zoomedTo: (places: number) =>
    `The map shows ${counted(Math.max(places, 1), 'place', 'places')} from nearer.`,
  loading: 'Loading where your photos were taken',
  source: 'Map: Natural Earth',
  mapFailed: 'The map could not be loaded. The list has all places.',
  failed: 'The places could not be loaded',
  empty: 'No photo says where it was taken yet',
  emptyHint:
    'Photos appear here when the camera noted the place, or when you give them one in their details.',
  nothingHere: 'There are no photos of this place',
};
