import { useMemo, useState } from 'react';
import { LoadFailed } from '../library/load_failed';
import { words } from '../messages/words';
import { EmptyState } from '../ui/empty_state';
import type { Bounds } from './bounds';
import { boundsOfPlace, useWorld } from './map_cells';
import { PlaceList } from './place_list';
import { PlaceMap } from './place_map';
import { type Country, countriesOf } from './place_tree';
import { usePlaces } from './use_places';

const NONE = [] as const;

/** Where photos were taken: on a map, and in a list with the same places. */
export default function PlacesScreen() {
  const { data: places, error: placesError, refetch } = usePlaces();
  const { data: world, error: worldError, refetch: refetchWorld } = useWorld();
  const [focus, setFocus] = useState<Bounds | null>(null);
  const countries = useMemo(() => countriesOf(places ?? NONE), [places]);
  const error = (!places && placesError) || (!world && worldError);
  const retry = () => void Promise.all([refetch(), refetchWorld()]);
  const texts = words.places;

  if (error) {
    return <LoadFailed title={texts.failed} error={error} retry={retry} />;
  }
  if (places?.length === 0 && world?.count === 0) {
    return (
      <EmptyState icon="place" title={texts.empty}>
        <p>{texts.emptyHint}</p>
      </EmptyState>
    );
  }
  const photos = countries.reduce((sum, { count }) => sum + count, 0);
  const showOnMap = async ({ name }: Country) => {
    const bounds = await boundsOfPlace(name).catch(() => undefined);
    if (bounds) setFocus(bounds);
  };
  return (
    <section className="places" aria-label={texts.title} aria-busy={!places || !world}>
      <PlaceMap world={world} focus={focus} />
      <div className="places-side">
        <header>
          <h1>{texts.title}</h1>
          {places && <p className="muted">{texts.summary(photos, places.length)}</p>}
          <p role="status" className="visually-hidden">
            {(!places || !world) && texts.loading}
          </p>
        </header>
        <PlaceList countries={countries} showOnMap={(country) => void showOnMap(country)} />
      </div>
    </section>
  );
}
