import { type Shot, withExif } from '../exif';
import type { Picture } from '../landscapes';
import { kept } from './kept';
import type { PhotographName } from './photographs';
import { type Kind, paintScene, type Scene } from './scenes';

type Taken = PhotographName | Scene;

interface Trip {
  readonly day: string;
  readonly place: Shot['place'];
  readonly taken: readonly Taken[];
  /** The pictures are an album, too. */
  readonly album?: string;
}

const SHAPES = {
  wide: [840, 560],
  tall: [540, 810],
  broad: [896, 504],
  four: [760, 570],
} as const;

function scene(
  kind: Kind,
  light: Scene['light'],
  seed: number,
  shape: keyof typeof SHAPES = 'wide',
): Scene {
  const [width, height] = SHAPES[shape];
  return { kind, light, seed, width, height };
}

/** The latest first. */
const trips: readonly Trip[] = [
  {
    day: '2026:10:18',
    place: [42.9498, -2.3286],
    album: 'Autumn in the Basque hills',
    taken: [
      'sunset',
      scene('forest', 'morning', 21, 'wide'),
      'ridge',
      scene('autumn', 'morning', 33),
      'stream',
    ],
  },
  {
    day: '2026:09:06',
    place: [67.9323, 13.0887],
    album: 'Lofoten',
    taken: [
      scene('aurora', 'night', 5),
      scene('lake', 'noon', 9, 'broad'),
      scene('rocks', 'dusk', 12, 'tall'),
      scene('aurora', 'night', 17, 'tall'),
      scene('rocks', 'overcast', 26),
      scene('lake', 'evening', 41),
    ],
  },
  {
    day: '2026:08:21',
    place: [38.6979, -9.4215],
    album: 'Lisbon and the coast',
    taken: [
      scene('sea', 'evening', 3),
      scene('lamps', 'night', 8, 'four'),
      scene('rocks', 'evening', 14),
      scene('sea', 'dusk', 19, 'tall'),
    ],
  },
  {
    day: '2026:07:11',
    place: [43.1497, -4.8056],
    album: 'Picos de Europa',
    taken: ['pass', scene('peaks', 'noon', 4), scene('lake', 'morning', 23, 'four')],
  },
  {
    day: '2026:05:23',
    place: [47.9959, 7.8522],
    taken: ['dandelions', 'dogs', 'fig', 'brushes', 'room'],
  },
  {
    day: '2026:03:28',
    place: [31.0802, -4.0134],
    album: 'Morocco',
    taken: [
      scene('dunes', 'morning', 6),
      scene('dunes', 'evening', 18, 'broad'),
      scene('stars', 'night', 2, 'tall'),
      scene('dunes', 'noon', 27, 'four'),
    ],
  },
  {
    day: '2026:01:10',
    place: [46.6943, 12.0854],
    album: 'Snow in the Dolomites',
    taken: [
      scene('snow', 'morning', 7),
      scene('forest', 'overcast', 11, 'four'),
      scene('snow', 'noon', 15, 'tall'),
      scene('snow', 'dusk', 31),
    ],
  },
];

/** Years in which the same places were visited, far below on the timeline. */
const EARLIER = [2025, 2024, 2023, 2022, 2021, 2019, 2018];

export interface PhotoAlbum {
  readonly title: string;
  readonly names: readonly string[];
}

/** Returns the photos of all trips, the latest first, and their albums. */
export function photosOfTrips(photographs: ReadonlyMap<PhotographName, Buffer>): {
  photos: Picture[];
  albums: PhotoAlbum[];
} {
  const photos: Picture[] = [];
  const albums: PhotoAlbum[] = [];
  const painted = new Map<Taken, Buffer>();
  const jpegOf = (taken: Taken): Buffer => {
    const jpeg =
      painted.get(taken) ??
      (typeof taken === 'string'
        ? (photographs.get(taken) as Buffer)
        : kept(taken, () => paintScene(taken)));
    painted.set(taken, jpeg);
    return jpeg;
  };
  const add = (trip: Trip, day: string, at: number): string => {
    const minutes = 18 * 60 + 42 - at * 23;
    const two = (n: number) => String(n).padStart(2, '0');
    const buffer = withExif(jpegOf(trip.taken[at] as Taken), {
      make: 'FUJIFILM',
      model: 'X-T5',
      takenAt: `${day} ${two(Math.floor(minutes / 60))}:${two(minutes % 60)}:${two(7 * at)}`,
      exposure: [1, 250],
      fNumber: [56, 10],
      iso: 200,
      place: [trip.place[0] + at * 0.0007, trip.place[1]],
    });
    const name = `DSCF${4100 + photos.length}.jpg`;
    photos.push({ name, mimeType: 'image/jpeg', buffer });
    return name;
  };
  for (const trip of trips) {
    const names = trip.taken.map((_, at) => add(trip, trip.day, at));
    if (trip.album) albums.push({ title: trip.album, names });
  }
  for (const year of EARLIER)
    for (const trip of trips.slice(year % 2))
      for (let at = year % 3; at < trip.taken.length; at += 3)
        add(trip, `${year}${trip.day.slice(4)}`, at);
  return { photos, albums };
}
