import { LoadFailed } from '../library/load_failed';
import { numeral } from '../messages/counted';
import { words } from '../messages/words';
import { PhotoGrid } from '../timeline/photo_grid';
import { EmptyState } from '../ui/empty_state';
import {
  filtersOf,
  isByRelevance,
  type Search,
  songQuery,
  without,
  writeSearch,
} from './search_query';
import { filterText } from './search_words';
import { SongList } from './song_list';
import { filesOf, useFound } from './use_finds';
import { useFoundPhotos } from './use_found_photos';

const MAX_SONGS = 200;

interface Props {
  search: Search;
  change(search: Search): void;
}

/** The songs and photos that a search finds. */
export function Results({ search, change }: Props) {
  const photos = useFoundPhotos(search);
  const found = useFound(songQuery(search), MAX_SONGS);
  const songs = search.kind === 'image' ? [] : filesOf(found);
  const items = search.kind === 'audio' ? [] : photos.state.items;
  const error = photos.state.error ?? found.error;
  const busy = photos.stale || found.stale || (!found.page && !found.error);
  const more = found.page?.nextCursor !== undefined;
  const texts = words.search;

  const counts = [
    items.length > 0 && texts.foundPhotos(items.length),
    songs.length > 0 && texts.foundSongs(songs.length, more),
  ].filter((text) => text !== false);
  if (error && items.length + songs.length === 0) {
    return (
      <LoadFailed title={texts.failed} error={error} retry={() => void photos.catalogue.load()} />
    );
  }
  const nothing = !busy && photos.state.complete && counts.length === 0;
  return (
    <div className="search-found" aria-busy={busy}>
      <p role="status" className={nothing ? 'visually-hidden' : 'search-count'}>
        {counts.length > 0 ? counts.join(' · ') : nothing ? texts.nothing : texts.searching}
      </p>
      {found.page?.corrections?.map(({ typed, used }) => (
        <p key={typed} className="search-hint">
          {texts.corrected(typed, used)}
        </p>
      ))}
      {nothing && <NothingFound search={search} change={change} />}
      {songs.length > 0 && (
        <section className="search-songs" aria-label={texts.songs}>
          <h2>
            {texts.songs} <small>{numeral(songs.length)}</small>
          </h2>
          <SongList songs={songs} whole={search.kind === 'audio' || items.length === 0} />
        </section>
      )}
      {items.length > 0 && (
        <section aria-label={texts.photos}>
          {search.text !== '' && <PhotoOrder search={search} change={change} />}
          <PhotoGrid
            // The grid measures its distance from the top once.
            key={`${songs.length} ${isByRelevance(search)}`}
            catalogue={photos.catalogue}
            items={items}
            base={writeSearch(search)}
            grouped={!isByRelevance(search)}
            scrubs={false}
          />
        </section>
      )}
    </div>
  );
}

/** Asks whether the photos that fit best come first, or the latest. */
function PhotoOrder({ search, change }: Props) {
  const texts = words.search;
  const { order: _, ...rest } = search;
  const orders: readonly [string, Search][] = [
    [texts.bestFirst, rest],
    [texts.byDate, { ...rest, order: 'date' }],
  ];
  return (
    <fieldset className="segmented search-order">
      <legend>{texts.order}</legend>
      {orders.map(([name, wanted]) => (
        <label key={name}>
          <input
            type="radio"
            name="photo-order"
            checked={wanted.order === search.order}
            onChange={() => change(wanted)}
          />
          <span>{name}</span>
        </label>
      ))}
    </fieldset>
  );
}

function NothingFound({ search, change }: Props) {
  const texts = words.search;
  const filters = filtersOf(search);
  return (
    <EmptyState icon="search" title={search.text ? texts.nothingFor(search.text) : texts.nothing}>
      <p>{filters.length > 0 ? texts.nothingFiltered : texts.nothingHint}</p>
      <div className="search-chips">
        {filters.map((name) => (
          <button
            key={name}
            type="button"
            className="search-chip"
            onClick={() => change(without(search, name))}
          >
            {texts.without(filterText(search, name))}
          </button>
        ))}
        {filters.length > 0 && search.text !== '' && (
          <button
            type="button"
            className="search-chip"
            onClick={() => change({ ...search, text: '' })}
          >
            {texts.without(search.text)}
          </button>
        )}
      </div>
    </EmptyState>
  );
}
