/** What a list of songs can show of each. */
export type Column = 'number' | 'cover' | 'title' | 'artist' | 'album' | 'added' | 'time';

/** Below this width of the list the artist stands under the title. */
const NARROW_PX = 660;
/** Below this width there is no room for the date. */
const MEDIUM_PX = 860;

const tracks: Record<Column, string> = {
  number: '44px',
  cover: '52px',
  title: 'minmax(0, 5fr)',
  artist: 'minmax(0, 3fr)',
  album: 'minmax(0, 3fr)',
  added: '108px',
  time: '60px',
};

/** The layout of a list of songs. */
export interface SongLayout {
  readonly columns: readonly Column[];
  /** The artist, or the album, stands under the title. */
  readonly narrow: boolean;
  readonly rowPx: number;
  /** The value of grid-template-columns; the last track is for the actions. */
  readonly template: string;
}

/** Returns the layout for a list of that width: it drops columns for which there is no room. */
export function layoutFor(wanted: readonly Column[], width: number): SongLayout {
  const narrow = width < NARROW_PX;
  const dropped = new Set<Column>(
    narrow ? ['artist', 'album', 'added'] : width < MEDIUM_PX ? ['added'] : [],
  );
  const columns = wanted.filter((column) => !dropped.has(column));
  return {
    columns,
    narrow,
    rowPx: narrow ? 60 : wanted.includes('cover') ? 52 : 46,
    template: [...columns.map((column) => tracks[column]), '44px'].join(' '),
  };
}
