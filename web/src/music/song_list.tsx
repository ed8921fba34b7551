import { useWindowVirtualizer } from '@tanstack/react-virtual';
import {
  type CSSProperties,
  type KeyboardEvent,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useLocation } from 'wouter';
import { cachedFile } from '../library/file_cache';
import { selectTo, toggle, toggleAll, useSelection } from '../library/selection';
import { useListed } from '../library/use_listed';
import { words } from '../messages/words';
import { playFrom, toggle as togglePlaying, usePlayer } from '../player/player';
import { artistOf, titleOf } from '../player/titles';
import { useWidth } from '../ui/use_width';
import { notePlayed } from './last_played';
import type { Played } from './played_list';
import { type MenuAction, RowMenu } from './row_menu';
import { songActions } from './song_actions';
import { type Column, layoutFor } from './song_columns';
import { entriesOf } from './song_entries';
import { SongHead, type Sorting } from './song_head';
import { keyAct } from './song_keys';
import { type RowCalls, SongRow } from './song_row';
import { useAlbumFinder } from './use_album_finder';
import { useRowDrag } from './use_row_drag';

const HEADING_PX = 56;
const OVERSCAN = 8;
/** Lists of so many lines are rendered whole. */
const MAX_WHOLE = 60;
const REST_MS = 60;
/** What the bars at the top and at the bottom of the window cover. */
const COVERED_TOP_PX = 120;
const COVERED_BOTTOM_PX = 150;

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
  const [list, width, top] = useWidth<HTMLDivElement>();
  const layout = useMemo(() => layoutFor(columns, width), [columns, width]);
  const entries = useMemo(
    () => entriesOf(songs.slice(0, shown), headings),
    [songs, shown, headings],
  );
  const virtualizer = useWindowVirtualizer({
    count: entries.length,
    estimateSize: (i) => (entries[i]?.kind === 'heading' ? HEADING_PX : layout.rowPx),
    overscan: OVERSCAN,
    scrollMargin: top,
    scrollPaddingStart: COVERED_TOP_PX,
    scrollPaddingEnd: COVERED_BOTTOM_PX,
    ...(entries.length <= MAX_WHOLE && { rangeExtractor: () => entries.map((_, i) => i) }),
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the sizes depend on these.
  useEffect(() => virtualizer.measure(), [layout.rowPx, entries, virtualizer]);

  const lines = virtualizer.getVirtualItems();
  const inView = lines.flatMap(({ index }) => {
    const entry = entries[index];
    return entry?.kind === 'song' ? [entry.index] : [];
  });
  const from = inView[0] ?? 0;
  const to = (inView.at(-1) ?? -1) + 1;
  useEffect(() => {
    const timer = setTimeout(() => want?.(from, to), REST_MS);
    return () => clearTimeout(timer);
  }, [want, from, to]);

  useListed(songs);
  const { ids: selected } = useSelection();
  const currentId = usePlayer((state) => state.file?.fileId);
  const playing = usePlayer((state) => state.playing);
  const albumOf = useAlbumFinder();
  const [, go] = useLocation();
  const [active, setActive] = useState(0);
  const [menu, setMenu] = useState<{ index: number; opener: DOMRect } | null>(null);
  /** The row that gets the focus once it is rendered. */
  const awaited = useRef<number | null>(null);
  useEffect(() => {
    if (awaited.current === null) return;
    const row = list.current?.querySelector<HTMLElement>(`[data-index="${awaited.current}"]`);
    if (!row) return;
    awaited.current = null;
    row.focus({ preventScroll: true });
  });

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

  const focusRow = (index: number) => {
    const entry = entries.findIndex((each) => each.kind === 'song' && each.index === index);
    if (entry < 0) return;
    awaited.current = index;
    setActive(index);
    virtualizer.scrollToIndex(entry);
  };
  const { move } = props;
  const [moved, setMoved] = useState('');
  const drag = useRowDrag(move);
  const step = (by: 1 | -1) => {
    const to = active + by;
    if (!move || to < 0 || to >= songs.length) return;
    move(active, to);
    focusRow(to);
    setMoved(words.albums.moved(to + 1, songs.length));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const act = keyAct(event, { index: active, count: Math.min(shown, songs.length) });
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    if (act.step) return step(act.step);
    if (act.select === 'all') return toggleAll(songs.map(({ id }) => id));
    if (act.to !== undefined) focusRow(act.to);
    if (act.select) calls.choose(act.to ?? active, act.select === 'range');
    if (act.play) calls.play(active);
  };

  const tabStop = inView.includes(active) ? active : from;
  const menuId = menu && songs[menu.index]?.id;
  const menuFile = menuId ? cachedFile(menuId) : undefined;
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
        aria-rowcount={entries.length + 1}
        aria-multiselectable="true"
        style={{ '--columns': layout.template } as CSSProperties}
        onKeyDown={onKeyDown}
      >
        {!layout.narrow && <SongHead layout={layout} sorting={sorting} />}
        <div
          ref={list}
          role="rowgroup"
          className="song-rows"
          style={{ height: virtualizer.getTotalSize() }}
          {...drag.handlers}
        >
          {lines.map(({ index: line, start }) => {
            const entry = entries[line];
            if (!entry) return null;
            const y = start - top;
            if (entry.kind === 'heading')
              return <DiscHeading key={entry.text} text={entry.text} row={line + 2} y={y} />;
            return (
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
            );
          })}
          {drag.before !== null && (
            <div
              className="song-drop"
              aria-hidden="true"
              style={{ transform: `translateY(${drag.before * layout.rowPx}px)` }}
            />
          )}
        </div>
        {menu && menuFile && (
          <RowMenu
            title={titleOf(menuFile)}
            subtitle={artistOf(menuFile)}
            opener={menu.opener}
            close={() => setMenu(null)}
            actions={songActions(menuFile, {
              albumOf,
              selected: selected.has(menuFile.fileId),
              go,
              ofList: props.actionsAt?.(menu.index) ?? [],
            })}
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
