import { geoContains, geoMercator, geoPath } from 'd3-geo';
import type { Feature, MultiPolygon, Polygon } from 'geojson';
import { feature, mesh } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { type Point, pointAt } from './mercator';

/** The side of the square that the outlines are drawn in. */
export const LAND_PX = 4096;

type Box = readonly [min: readonly [number, number], max: readonly [number, number]];

export interface Country {
  readonly name: string;
  /** The outline, as in the attribute d of an SVG path. */
  readonly path: string;
  readonly box: Box;
  readonly shape: Feature<Polygon | MultiPolygon>;
}

export interface Land {
  readonly countries: readonly Country[];
  /** The lines between countries, without the coasts. */
  readonly borders: string;
}

let loading: Promise<Land> | undefined;

/** Loads the outlines of all countries. They are large, so nothing else is in their file. */
export function loadLand(): Promise<Land> {
  loading ??= import('world-atlas/countries-50m.json').then(
    ({ default: world }) => draw(world as unknown as Topology),
    (error) => {
      loading = undefined;
      throw error;
    },
  );
  return loading;
}

function draw(world: Topology): Land {
  const projection = geoMercator()
    .scale(LAND_PX / (2 * Math.PI))
    .translate([LAND_PX / 2, LAND_PX / 2])
    // Lines are straight on this map, as they are in the data.
    .precision(0);
  const path = geoPath(projection).digits(2);
  const countries = world.objects.countries as GeometryCollection<{ name: string }>;
  const shapes = feature(world, countries).features as Feature<
    Polygon | MultiPolygon,
    { name: string }
  >[];
  return {
    countries: shapes.map((shape) => ({
      name: shape.properties.name,
      path: path(shape) ?? '',
      box: path.bounds(shape) as Box,
      shape,
    })),
    borders: path(mesh(world, countries, (a, b) => a !== b)) ?? '',
  };
}

export interface Coordinates {
  readonly latitude: number;
  readonly longitude: number;
}

const isIn = ({ x, y }: Point, [[left, top], [right, bottom]]: Box) =>
  x >= left && x <= right && y >= top && y <= bottom;

function countryAt(land: Land, { latitude, longitude }: Coordinates): Country | undefined {
  const { x, y } = pointAt(latitude, longitude);
  const at = { x: x * LAND_PX, y: y * LAND_PX };
  return land.countries.find(
    ({ box, shape }) => isIn(at, box) && geoContains(shape, [longitude, latitude]),
  );
}

/** The outlines are coarse: a harbour may lie in the sea, so far from its land. In degrees. */
const NEAR = 0.15;
const ASIDE = [
  [0, NEAR],
  [0, -NEAR],
  [NEAR, 0],
  [-NEAR, 0],
] as const;

/** Returns the names of the countries in which these coordinates are. */
export function countriesWith(land: Land, spots: readonly Coordinates[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const spot of spots) {
    let country = countryAt(land, spot);
    for (const [north, east] of ASIDE) {
      country ??= countryAt(land, {
        latitude: spot.latitude + north,
        longitude: spot.longitude + east,
      });
    }
    if (country) names.add(country.name);
  }
  return names;
}

/** Returns the countries of which a part may be within these corners, given from 0 to 1. */
export function countriesBetween(land: Land, from: Point, to: Point): readonly Country[] {
  return land.countries.filter(
    ({ box: [[left, top], [right, bottom]] }) =>
      right >= from.x * LAND_PX &&
      left <= to.x * LAND_PX &&
      bottom >= from.y * LAND_PX &&
      top <= to.y * LAND_PX,
  );
}
