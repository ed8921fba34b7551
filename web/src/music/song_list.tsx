import { type CSSProperties, type KeyboardEvent, useMemo, useState } from 'react';
import { selectTo, toggle, toggleAll, useSelection } from '../library/selection';
import { useListed } from '../library/use_listed';
import { words } from '../messages/words';
import { playFrom, toggle as togglePlaying, usePlayer } from '../player/player';
import type { MenuAction } from '../ui/action_menu';
import { notePlayed } from './last_played';
import type { Played } from './played_list';
import type { Column } from './song_columns';
import { SongHead, type Sorting } from './song_head';
import { keyAct } from './song_keys';
import { SongMenu } from './song_menu';
import { type RowCalls, SongRow } from './song_row';
import { useAlbumFinder } from './use_album_finder';
import { useRowDrag } from './use_row_drag';
import { HEADING_PX, useSongWindow } from './use_song_window';

interface Props {
  label: string;
  songs: readonly { readonly id: string }[];
  columns: readonly Column[];
  /** The headings before the songs at whose index they are. */
  headings?: ReadonlyMap<number, string>;
  sorting?: Sorting;
  /** What the list is, for "Jump back in". */
  played?: Played;
  /** How many songs are shown; all of them are played. */
  shown?: number;
  /** Asks for the records of the songs in view. */
  want?(from: number, to: number): void;
  /** What can be done with a song because it is in this list. */
  actionsAt?(index: number): readonly MenuAction[];
  /** Moves a song to another place of the list, which can be arranged if this is given. */
  move?(from: number, to: number): void;
}

/** A list of songs in columns. Only rows near the window are rendered. */
export function SongList(props: Props) {
  const { label, songs, columns, headings, sorting, played, want, shown = songs.length } = props;
  const { list, layout, lines, inView, lineCount, height, focusRow } = useSongWindow({
    songs,
    shown,
    headings,
    columns,
    want,
  });
  useListed(songs);
  const { ids: selected } = useSelection();
  const currentId = usePlayer((state) => state.file?.fileId);
  const playing = usePlayer((state) => state.playing);
  const albumOf = useAlbumFinder();
  const [active, setActive] = useState(0);
  const [menu, setMenu] = useState<{ index: number; opener: DOMRect } | null>(null);

  const calls: RowCalls = useMemo(
    () => ({
      play(index) {
        const id = songs[index]?.id;
        if (id !== undefined && id === usePlayer.getState().file?.fileId) return togglePlaying();
        playFrom(
          songs.map((song) => song.id),
          index,
        );
        if (played) notePlayed(played);
      },
      choose(index, range) {
        const id = songs[index]?.id;
        if (id === undefined) return;
        if (range) selectTo(id, songs);
        else toggle(id);
      },
      focus: setActive,
      openMenu: (index, opener) => setMenu({ index, opener }),
    }),
    [songs, played],
  );

  const goTo = (index: number) => {
    setActive(index);
    focusRow(index);
  };
  const { move } = props;
  const [moved, setMoved] = useState('');
  const drag = useRowDrag(move);
  const step = (by: 1 | -1) => {
    const to = active + by;
    if (!move || to < 0 || to >= songs.length) return;
    move(active, to);
    goTo(to);
    setMoved(words.albums.moved(to + 1, songs.length));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const act = keyAct(event, { index: active, count: Math.min(shown, songs.length) });
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    if (act.step) return step(act.step);
    if (act.select === 'all') return toggleAll(songs.map(({ id }) => id));
    if (act.to !== undefined) goTo(act.to);
    if (act.select) calls.choose(act.to ?? active, act.select === 'range');
    if (act.play) calls.play(active);
  };

  const tabStop = inView.includes(active) ? active : (inView[0] ?? 0);
  const menuId = menu && songs[menu.index]?.id;
  return (
    <>
      {move && (
        <p role="status" className="visually-hidden">
          {moved}
        </p>
      )}
      <div
        className={`song-list ${layout.narrow ? 'compact' : ''}`}
        role="grid"
        aria-label={label}
        aria-rowcount={lineCount + 1}
        aria-multiselectable="true"
        style={{ '--columns': layout.template } as CSSProperties}
        onKeyDown={onKeyDown}
      >
        {!layout.narrow && <SongHead layout={layout} sorting={sorting} />}
        <div ref={list} role="rowgroup" className="song-rows" style={{ height }} {...drag.handlers}>
          {lines.map(({ entry, line, y }) =>
            entry.kind === 'heading' ? (
              <DiscHeading key={entry.text} text={entry.text} row={line + 2} y={y} />
            ) : (
              <SongRow
                key={`${entry.id} ${entry.index}`}
                {...calls}
                id={entry.id}
                index={entry.index}
                row={line + 2}
                y={y}
                layout={layout}
                wanted={columns}
                albumOf={albumOf}
                movable={move !== undefined}
                tabStop={entry.index === tabStop}
                current={entry.id === currentId}
                playing={entry.id === currentId && playing}
                selected={selected.has(entry.id)}
                selecting={selected.size > 0}
              />
            ),
          )}
          {drag.before !== null && (
            <div
              className="song-drop"
              aria-hidden="true"
              style={{ transform: `translateY(${drag.before * layout.rowPx}px)` }}
            />
          )}
        </div>
        {menu && menuId && (
          <SongMenu
            id={menuId}
            opener={menu.opener}
            ofList={props.actionsAt?.(menu.index) ?? []}
            close={() => setMenu(null)}
          />
        )}
      </div>
    </>
  );
}

function DiscHeading({ text, row, y }: { text: string; row: number; y: number }) {
  return (
    <div
      role="row"
      aria-rowindex={row}
      className="song-disc"
      style={{ transform: `translateY(${y}px)`, height: HEADING_PX }}
    >
      <div role="gridcell">
        <h2>{text}</h2>
      </div>
    </div>
  );
}
