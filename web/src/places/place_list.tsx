import { useId } from 'react';
import { Link } from 'wouter';
import { words } from '../messages/words';
import { IconButton } from '../ui/icon_button';
import { placeAddress } from './pictures';
import { PlaceLink } from './place_link';
import type { Country } from './place_tree';

interface Props {
  countries: readonly Country[];
  showOnMap(country: Country): void;
}

/** All places by country: what the map has, without the map. */
export function PlaceList({ countries, showOnMap }: Props) {
  return (
    <div className="place-list">
      {countries.map((country) => (
        <CountrySection key={country.name} country={country} showOnMap={showOnMap} />
      ))}
    </div>
  );
}

function CountrySection({ country, showOnMap }: { country: Country } & Pick<Props, 'showOnMap'>) {
  const id = useId();
  const { name, count, places } = country;
  return (
    <section aria-labelledby={id}>
      <header>
        <h2 id={id}>{name ? <Link href={placeAddress(name)}>{name}</Link> : words.places.other}</h2>
        <small>{words.library.photos(count)}</small>
        {name && (
          <IconButton
            icon="map"
            label={words.places.showOnMap(name)}
            onClick={() => showOnMap(country)}
          />
        )}
      </header>
      <ul>
        {places.map((place) => (
          <li key={place.value}>
            <PlaceLink place={place} />
          </li>
        ))}
      </ul>
    </section>
  );
}
