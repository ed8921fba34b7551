import { type MouseEvent, memo, type ReactNode } from 'react';
import type { File } from '../api/client';
import { sentenceText } from '../api/our_words';
import { useCachedFile } from '../library/file_cache';
import { words } from '../messages/words';
import { titleOf } from '../player/titles';
import { formatDuration } from '../ui/format';
import { IconButton } from '../ui/icon_button';
import { useLongPress } from '../ui/use_long_press';
import { formatDay } from '../ui/when';
import type { AlbumFinder } from './album_finder';
import {
  AlbumLink,
  ArtistLink,
  FavoriteMark,
  First,
  type RowState,
  Subtitle,
  Time,
} from './song_cells';
import type { Column, SongLayout } from './song_columns';

/** What a row calls; the same for all rows of a list. */
export interface RowCalls {
  play(index: number): void;
  choose(index: number, range: boolean): void;
  focus(index: number): void;
  openMenu(index: number, opener: DOMRect): void;
}

interface Props extends RowCalls, RowState {
  id: string;
  /** The place among the songs of the list. */
  index: number;
  /** The place among the rows of the grid, for aria-rowindex. */
  row: number;
  y: number;
  layout: SongLayout;
  wanted: readonly Column[];
  albumOf: AlbumFinder;
  /** Can be dragged to another place. */
  movable: boolean;
  tabStop: boolean;
}

/** Fingers play a row with one touch; a mouse chooses it with one click and plays it with two. */
const isTouch = (event: MouseEvent) =>
  (event.nativeEvent as PointerEvent).pointerType === 'touch' ||
  matchMedia('(hover: none)').matches;

/** One song of a list, whether it is processed, failed, damaged or ready. */
export const SongRow = memo(function SongRow(props: Props) {
  const { id, index, row, y, layout, wanted, tabStop, current, playing, selected, selecting } =
    props;
  const { play, choose, focus, openMenu } = props;
  const file = useCachedFile(id);
  // While songs are selected, it is what Shift is with a mouse.
  const longPress = useLongPress(() => choose(index, selecting));
  const title = file ? titleOf(file) : '';
  const states = [current && 'current', selected && 'selected', playing && 'playing'];
  const onClick = (event: MouseEvent) => {
    if ((event.target as Element).closest('button, a')) return;
    if (event.shiftKey || event.ctrlKey || event.metaKey || selecting) {
      choose(index, event.shiftKey);
    } else if (isTouch(event)) play(index);
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list handles the keys of all its rows.
    <div
      className={`song-row ${states.filter(Boolean).join(' ')}`}
      role="row"
      tabIndex={tabStop ? 0 : -1}
      aria-rowindex={row}
      aria-selected={selected}
      aria-current={current ? 'true' : undefined}
      aria-label={file && nameOf(file)}
      data-index={index}
      draggable={props.movable}
      data-id={id}
      style={{ transform: `translateY(${y}px)`, height: layout.rowPx }}
      onFocus={() => focus(index)}
      onClick={onClick}
      onDoubleClick={(event) => {
        if (!selecting && !(event.target as Element).closest('button, a')) play(index);
      }}
      {...longPress}
      onContextMenu={(event) => {
        event.preventDefault();
        const by = (event.nativeEvent as PointerEvent).pointerType;
        // A finger that rests on a row selects it.
        if (by === 'touch') return;
        const { clientX, clientY, currentTarget } = event;
        const at = by === 'mouse' ? new DOMRect(clientX, clientY, 0, 0) : null;
        openMenu(index, at ?? currentTarget.getBoundingClientRect());
      }}
    >
      {layout.columns.map((column) => (
        <Cell key={column} column={column}>
          {contentOf(column)}
        </Cell>
      ))}
      <div role="gridcell" className="song-more">
        <IconButton
          icon="more"
          label={words.music.moreAbout(title)}
          aria-haspopup="menu"
          tabIndex={-1}
          onClick={(event) => openMenu(index, event.currentTarget.getBoundingClientRect())}
        />
      </div>
    </div>
  );

  function contentOf(column: Column): ReactNode {
    if (column === 'number' || column === 'cover') {
      return <First {...props} file={file} title={title} withCover={column === 'cover'} />;
    }
    if (!file) return column === 'title' && <span className="skeleton-text" />;
    switch (column) {
      case 'title':
        return (
          <>
            <strong>
              {title}
              {file.favorite && <FavoriteMark />}
            </strong>
            <Subtitle file={file} narrow={layout.narrow} wanted={wanted} />
          </>
        );
      case 'artist':
        return <ArtistLink file={file} />;
      case 'album':
        return <AlbumLink file={file} albumOf={props.albumOf} />;
      case 'added':
        return formatDay(file.uploadedAt);
      case 'time':
        return <Time file={file} />;
    }
  }
});

/** What a screen reader calls the row. */
function nameOf(file: File): string {
  const { artist, album } = file.tags ?? {};
  const time = file.durationSeconds === undefined ? '' : formatDuration(file.durationSeconds);
  const damage = file.damaged && sentenceText(file.damaged);
  const trouble = file.status === 'failed' ? words.music.cannotBePlayed : damage;
  return [titleOf(file), artist, album, time, trouble].filter(Boolean).join(', ');
}

function Cell({ column, children }: { column: Column; children: ReactNode }) {
  return (
    <div role={column === 'title' ? 'rowheader' : 'gridcell'} className={`song-${column}`}>
      {children}
    </div>
  );
}
