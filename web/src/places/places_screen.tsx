import { useMemo, useState } from 'react';
import { explain } from '../api/problem';
import { words } from '../messages/words';
import { EmptyState } from '../ui/empty_state';
import { Icon } from '../ui/icon';
import { PlaceList } from './place_list';
import { PlaceMap } from './place_map';
import { countriesOf } from './place_tree';
import { LOOKED_UP, type PhotoSpot, spotsOf, useCovers, usePlaces } from './use_places';

const NONE = [] as const;

/** Where photos were taken: on a map, and in a list with the same places. */
export default function PlacesScreen() {
  const { data: places, error, refetch } = usePlaces();
  const [limit, setLimit] = useState(LOOKED_UP);
  const { covers, complete } = useCovers(places, limit);
  const [focus, setFocus] = useState<readonly PhotoSpot[] | null>(null);
  const spots = useMemo(() => spotsOf(places ?? NONE, covers), [places, covers]);
  const countries = useMemo(() => countriesOf(places ?? NONE), [places]);
  const texts = words.places;

  if (error && !places) {
    return (
      <EmptyState icon="alert" title={texts.failed}>
        <p>{explain(error)}</p>
        <button type="button" className="button" onClick={() => void refetch()}>
          <Icon name="retry" /> {texts.again}
        </button>
      </EmptyState>
    );
  }
  if (places?.length === 0) {
    return (
      <EmptyState icon="place" title={texts.empty}>
        <p>{texts.emptyHint}</p>
      </EmptyState>
    );
  }
  const known = new Set(spots.map(({ value }) => value));
  const photos = countries.reduce((sum, { count }) => sum + count, 0);
  return (
    <section className="places" aria-label={texts.title} aria-busy={!complete}>
      <PlaceMap spots={spots} focus={focus} />
      <div className="places-side">
        <header>
          <h1>{texts.title}</h1>
          {places && <p className="muted">{texts.summary(photos, places.length)}</p>}
          <p role="status" className="visually-hidden">
            {!complete && texts.loading}
          </p>
        </header>
        <PlaceList
          countries={countries}
          covers={covers}
          isOnMap={(place) => known.has(place)}
          showOnMap={({ places: own }) =>
            setFocus(spots.filter(({ value }) => own.some((place) => place.value === value)))
          }
        />
        {places && places.length > limit && (
          <footer>
            <p className="muted">{texts.shown(limit, places.length)}</p>
            <button type="button" className="button" onClick={() => setLimit(limit + LOOKED_UP)}>
              {texts.showMore}
            </button>
          </footer>
        )}
      </div>
    </section>
  );
}
