import { counted } from '../counted';

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
  cluster: (photos: number, places: readonly string[]) => {
    const others = places.length - 2;
    const named = places.slice(0, 2).join(', ');
    const where =
      others > 0 ? `${named} and ${counted(others, 'other place', 'other places')}` : named;
    return `${where}: ${counted(photos, 'photo', 'photos')}. Zoom in`;
  },
  marker: (place: string, photos: number) => `${place}: ${counted(photos, 'photo', 'photos')}`,
  here: 'Places here',
  close: 'Close',
  zoomedTo: (places: number) => `The map shows ${counted(places, 'place', 'places')}.`,
  loading: 'Looking up where your photos were taken',
  shown: (n: number, all: number) =>
    `The map shows ${n} of ${all} places, those with the most photos.`,
  showMore: 'Show more places',
  source: 'Map: Natural Earth',
  mapFailed: 'The map could not be loaded. The list has all places.',
  failed: 'The places could not be loaded',
  again: 'Try again',
  empty: 'No photo says where it was taken yet',
  emptyHint:
    'Photos appear here when the camera noted the place, or when you give them one in their details.',
  nothingHere: 'There are no photos of this place',
};
