import type { Item } from '../library/catalogue';
import { LibraryScreen } from '../library/library_screen';
import { plural } from '../ui/format';
import { Icon } from '../ui/icon';
import { AudioList } from './audio_list';
import { playFrom } from './player';
import { shuffled } from './shuffled';

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
      {(catalogue, items) => (
        <>
          <AudioHead items={items} />
          <AudioList catalogue={catalogue} items={items} />
        </>
      )}
    </LibraryScreen>
  );
}

function AudioHead({ items }: { items: readonly Item[] }) {
  const ids = () => items.map((item) => item.id);
  return (
    <div className="audio-head">
      <span>{plural(items.length, 'recording')}</span>
      <button type="button" className="button primary" onClick={() => playFrom(ids(), 0)}>
        <Icon name="play" size={16} /> Play all
      </button>
      <button type="button" className="button" onClick={() => playFrom(shuffled(ids()), 0)}>
        <Icon name="shuffle" size={18} /> Shuffle
      </button>
    </div>
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
