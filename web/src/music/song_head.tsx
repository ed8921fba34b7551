import { words } from '../messages/words';
import { Icon } from '../ui/icon';
import type { Column, SongLayout } from './song_columns';

/** The order of a list, and how to change it. */
export interface Sorting {
  readonly by: Column | null;
  readonly descending: boolean;
  readonly columns: ReadonlySet<Column>;
  choose(column: Column): void;
}

function headingOf(column: Column): string {
  const { music } = words;
  return {
    number: music.number,
    cover: music.cover,
    title: music.songTitle,
    artist: music.artist,
    album: music.album,
    added: music.added,
    time: music.time,
  }[column];
}

interface HeadProps {
  layout: SongLayout;
  sorting: Sorting | undefined;
}

/** The headings of a list of songs; those that the list can be sorted by are buttons. */
export function SongHead({ layout, sorting }: HeadProps) {
  return (
    <div role="rowgroup">
      <div role="row" aria-rowindex={1} className="song-row song-head">
        {layout.columns.map((column) => (
          <Heading key={column} column={column} sorting={sorting} />
        ))}
        <div role="columnheader" className="song-more">
          <span className="visually-hidden">{words.music.more}</span>
        </div>
      </div>
    </div>
  );
}

function Heading({ column, sorting }: { column: Column; sorting: Sorting | undefined }) {
  const text = headingOf(column);
  const sorted = sorting?.by === column;
  const bare = column === 'number' || column === 'cover';
  return (
    <div
      role="columnheader"
      className={`song-${column}`}
      aria-sort={sorted ? (sorting.descending ? 'descending' : 'ascending') : undefined}
    >
      {sorting?.columns.has(column) ? (
        <button type="button" className="song-sort" onClick={() => sorting.choose(column)}>
          {text}
          {sorted && <Icon name={sorting.descending ? 'down' : 'up'} size={14} />}
        </button>
      ) : bare ? (
        <>
          <span aria-hidden="true">{column === 'number' ? '#' : ''}</span>
          <span className="visually-hidden">{text}</span>
        </>
      ) : (
        text
      )}
    </div>
  );
}
