import { useId } from 'react';
import { Link } from 'wouter';
import type { File } from '../api/client';
import { words } from '../messages/words';
import { IconButton } from '../ui/icon_button';
import { placeAddress } from './pictures';
import { PlaceLink } from './place_link';
import type { Country } from './place_tree';

interface Props {
  countries: readonly Country[];
  covers: ReadonlyMap<string, File>;
  /** Whether the map knows where a place is. */
  isOnMap(place: string): boolean;
  showOnMap(country: Country): void;
}

/** All places by country: what the map has, without the map. */
export function PlaceList({ countries, covers, isOnMap, showOnMap }: Props) {
  return (
    <div className="place-list">
      {countries.map((country) => (
        <CountrySection
          key={country.name}
          country={country}
          covers={covers}
          show={
            country.places.some(({ value }) => isOnMap(value))
              ? () => showOnMap(country)
              : undefined
          }
        />
      ))}
    </div>
  );
}

interface SectionProps {
  country: Country;
  covers: ReadonlyMap<string, File>;
  show: (() => void) | undefined;
}

function CountrySection({ country, covers, show }: SectionProps) {
  const id = useId();
  const { name, count, places } = country;
  return (
    <section aria-labelledby={id}>
      <header>
        <h2 id={id}>{name ? <Link href={placeAddress(name)}>{name}</Link> : words.places.other}</h2>
        <small>{words.library.photos(count)}</small>
        {show && (
          <IconButton
            icon="map"
            label={words.places.showOnMap(name || words.places.other)}
            onClick={show}
          />
        )}
      </header>
      <ul>
        {places.map((place) => (
          <li key={place.value}>
            <PlaceLink place={place} cover={covers.get(place.value)} />
          </li>
        ))}
      </ul>
    </section>
  );
}
