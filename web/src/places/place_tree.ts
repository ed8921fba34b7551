/** A place as the photos name it, from its smallest part to the largest. */
export interface Place {
  /** The whole name: Munich, Bavaria, Germany. */
  readonly value: string;
  readonly name: string;
  readonly region: string;
  /** The number of photos. */
  readonly count: number;
}

export interface Country {
  /** Empty for the places of which only one name is known. */
  readonly name: string;
  readonly count: number;
  /** The one with the most photos first. */
  readonly places: readonly Place[];
}

export function placeOf({ value, count }: { value: string; count: number }): Place {
  const parts = value.split(', ');
  return { value, name: parts[0] ?? value, region: parts.slice(1, -1).join(', '), count };
}

/** Groups places by the last part of their names; the country with the most photos comes first. */
export function countriesOf(facets: readonly { value: string; count: number }[]): Country[] {
  const countries = new Map<string, Place[]>();
  for (const facet of facets) {
    const parts = facet.value.split(', ');
    const name = parts.length > 1 ? (parts.at(-1) ?? '') : '';
    const places = countries.get(name) ?? [];
    countries.set(name, [...places, placeOf(facet)]);
  }
  const grouped = [...countries].map(([name, places]) => ({
    name,
    count: places.reduce((sum, { count }) => sum + count, 0),
    places: places.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1)),
  }));
  // Those without a country come last.
  return grouped.sort((a, b) => Number(a.name === '') - Number(b.name === '') || b.count - a.count);
}
