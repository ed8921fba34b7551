import { LibraryScreen } from './library_screen';
import { PhotoGrid } from './photo_grid';

const SKELETON_ROWS = [
  [3, 4, 3, 2],
  [4, 3, 3],
  [2, 3, 4, 3],
  [4, 4, 3],
];

export function PhotoLibrary() {
  return (
    <LibraryScreen
      kind="image"
      title="Photos"
      empty={{
        title: 'Your photos will be here',
        text: 'Drop images or whole folders anywhere on this page, paste them, or choose files.',
      }}
      skeleton={<Skeleton />}
    >
      {(catalogue, items) => <PhotoGrid catalogue={catalogue} items={items} />}
    </LibraryScreen>
  );
}

function Skeleton() {
  return (
    <div className="skeleton" role="status" aria-label="Loading photos">
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
