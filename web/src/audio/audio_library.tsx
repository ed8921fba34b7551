import { LibraryScreen } from '../library/library_screen';
import { AudioList } from './audio_list';

const SKELETON_ROWS = 9;

export function AudioLibrary() {
  return (
    <LibraryScreen
      kind="audio"
      title="Audio"
      empty={{
        title: 'Your music will be here',
        text: 'Drop songs, recordings or whole albums anywhere on this page, or choose files.',
      }}
      skeleton={<Skeleton />}
    >
      {(catalogue, items) => <AudioList catalogue={catalogue} items={items} />}
    </LibraryScreen>
  );
}

function Skeleton() {
  return (
    <div className="skeleton" role="status" aria-label="Loading audio">
      {Array.from({ length: SKELETON_ROWS }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they never change.
        <div key={i} className="skeleton-song">
          <span />
          <span />
        </div>
      ))}
    </div>
  );
}
