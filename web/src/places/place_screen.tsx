import { Link } from 'wouter';
import { useCachedFile } from '../library/file_cache';
import { LoadFailed } from '../library/load_failed';
import { SelectionBar } from '../library/selection_bar';
import { useCatalogue } from '../library/use_catalogue';
import { words } from '../messages/words';
import { PhotoGrid } from '../timeline/photo_grid';
import { EmptyState } from '../ui/empty_state';
import { Icon } from '../ui/icon';
import { areaIn, picturesOf, placeIn } from './pictures';

/** The photos of one place: a town, a region or a country. */
export default function PlaceScreen({
  params,
}: {
  params: Readonly<Record<string, string | undefined>>;
}) {
  const { source, base } = picturesOf(params);
  const [catalogue, { items, complete, error }] = useCatalogue(source);
  const place = placeIn(params);
  const latest = useCachedFile(items[0]?.id ?? '');
  const isArea = areaIn(place) !== undefined;
  const texts = words.places;
  // An area is called as the place of its latest photo.
  const [name, ...rest] = (isArea ? (latest?.place?.name ?? texts.unnamed) : place).split(', ');
  return (
    <section className="library" aria-label={name} aria-busy={!complete && !error}>
      <SelectionBar />
      <header className="place-head">
        <Link href="/places">
          <Icon name="back" size={18} /> {texts.back}
        </Link>
        <h1>{name}</h1>
        <p className="muted">
          {[rest.join(', '), complete && words.library.photos(items.length)]
            .filter(Boolean)
            .join(' · ')}
        </p>
      </header>
      {items.length > 0 && <PhotoGrid catalogue={catalogue} items={items} base={base} />}
      {items.length === 0 && complete && <EmptyState icon="place" title={texts.nothingHere} />}
      {error !== null && (
        <LoadFailed title={texts.failed} error={error} retry={() => void catalogue.load()} />
      )}
    </section>
  );
}
