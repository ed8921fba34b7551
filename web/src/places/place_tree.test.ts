import { describe, expect, it } from 'vitest';
import { countriesOf } from './place_tree';

const facets = [
  { value: 'Munich, Bavaria, Germany', count: 5 },
  { value: 'Lisbon, Portugal', count: 9 },
  { value: 'Berlin, Germany', count: 7 },
  { value: "Grandmother's garden", count: 2 },
];

describe('places', () => {
  it('are grouped by country, the one with the most photos first', () => {
    expect(countriesOf(facets)).toEqual([
      {
        name: 'Germany',
        count: 12,
        places: [
          { value: 'Berlin, Germany', name: 'Berlin', region: '', count: 7 },
          { value: 'Munich, Bavaria, Germany', name: 'Munich', region: 'Bavaria', count: 5 },
        ],
      },
      {
        name: 'Portugal',
        count: 9,
        places: [{ value: 'Lisbon, Portugal', name: 'Lisbon', region: '', count: 9 }],
      },
      {
        name: '',
        count: 2,
        places: [
          { value: "Grandmother's garden", name: "Grandmother's garden", region: '', count: 2 },
        ],
      },
    ]);
  });

  it('are none without photos that have one', () => expect(countriesOf([])).toEqual([]));
});
