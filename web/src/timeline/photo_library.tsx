import { LibraryScreen } from '../library/library_screen';
import { allPhotos, useCatalogue } from '../library/use_catalogue';
import { words } from '../messages/words';
import { Attention } from './attention';
import { BeingAdded } from './being_added';
import { PhotoGrid } from './photo_grid';

const SKELETON_ROWS = [
  [3, 4, 3, 2],
  [4, 3, 3],
  [2, 3, 4, 3],
  [4, 4, 3],
];

/** All photos, by date. */
export function PhotoLibrary() {
  const [, { complete }] = useCatalogue(allPhotos);
  const { timeline } = words;
  return (
    <>
      <BeingAdded />
      {/* The photos themselves come first. */}
      {complete && <Attention />}
      <LibraryScreen
        source={allPhotos}
        title={timeline.title}
        empty={{ icon: 'photos', title: timeline.emptyTitle, text: timeline.emptyText }}
        skeleton={<Skeleton />}
      >
        {(catalogue, items) => <PhotoGrid catalogue={catalogue} items={items} base="/photos" />}
      </LibraryScreen>
    </>
  );
}

function Skeleton() {
  return (
    <div className="skeleton" role="status" aria-label={words.timeline.loading}>
      {SKELETON_ROWS.map((row) => (
        <div key={row.join()} className="skeleton-row">
          {row.map((grow, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: they never change.
            <span key={i} style={{ flexGrow: grow }} />
          ))}
        </div>
      ))}
    </div>
  );
}
