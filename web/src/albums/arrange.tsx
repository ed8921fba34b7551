import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { explain } from '../api/problem';
import type { Catalogue } from '../library/catalogue';
import type { Item } from '../library/source';
import { words } from '../messages/words';
import { IconButton } from '../ui/icon_button';
import { MoreMenu } from '../ui/more_menu';
import { toast } from '../ui/toast';
import { useRoving } from '../ui/use_roving';
import { makeCover, removeFromAlbum } from './album_actions';
import { ArrangeTile } from './arrange_tile';
import { type Move, moveBefore, moveStep, type Step } from './arrangement';
import { type Collection, orderCollection } from './collections';
import { useArrangeWindow } from './use_arrange_window';
import { useDragOrder } from './use_drag_order';
import { useOrder } from './use_order';

interface Props {
  album: Collection;
  catalogue: Catalogue;
  items: readonly Item[];
  done(): void;
}

/** Records are fetched when the scrolling pauses for a moment. */
const REST_MS = 60;
const STEPS: Readonly<Record<string, Step>> = {
  ArrowLeft: 'before',
  ArrowUp: 'before',
  ArrowRight: 'after',
  ArrowDown: 'after',
  Home: 'start',
  End: 'end',
};

/** Fetches the records of the pictures that are shown. */
function useRecords(catalogue: Catalogue, items: readonly Item[], shown: readonly string[]): void {
  const key = shown.join();
  useEffect(() => {
    const ids = new Set(key.split(','));
    const timer = setTimeout(() => catalogue.want(items.filter(({ id }) => ids.has(id))), REST_MS);
    return () => clearTimeout(timer);
  }, [catalogue, items, key]);
}

/** The pictures of an album as squares that are moved by dragging, by buttons or by keys. */
export function Arrange({ album, catalogue, items, done }: Props) {
  const { albums } = words;
  const { collectionId } = album;
  const [ids, setIds] = useOrder(items);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [told, setTold] = useState('');
  const sending = useRef<Promise<unknown>>(Promise.resolve());
  const roving = useRoving<HTMLUListElement>();

  const apply = (move: Move | null) => {
    if (!move) return;
    setIds(move.ids);
    setTold(albums.moved(move.ids.indexOf(move.moved[0] as string) + 1, move.ids.length));
    sending.current = sending.current
      .then(() => orderCollection(collectionId, move.moved, move.before))
      .catch((error) => toast(explain(error), 'bad'));
  };
  const { drag, take, wasDragged, handlers } = useDragOrder(roving.ref, (id, index) =>
    apply(moveBefore(ids, chosen.has(id) ? chosen : new Set([id]), index)),
  );
  const [focused, setFocused] = useState<string | null>(null);
  const placeOf = (id: string | null | undefined) => {
    const at = id ? ids.indexOf(id) : -1;
    return at < 0 ? undefined : at;
  };
  const squares = useArrangeWindow(ids.length, [placeOf(drag?.id), placeOf(focused)]);
  const choose = (id: string) => {
    if (wasDragged()) return;
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  const onKey = (id: string, event: KeyboardEvent) => {
    const step = event.shiftKey ? STEPS[event.key] : undefined;
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    const move = moveStep(ids, chosen.has(id) ? chosen : new Set([id]), step);
    apply(move);
    // The browser takes the focus from an element that is put elsewhere.
    if (move) squares.reveal(move.ids.indexOf(id));
  };
  useRecords(
    catalogue,
    items,
    squares.places.map(({ index }) => ids[index] ?? ''),
  );
  // The arrows lead to squares that exist already.
  const onListKeyDown = (event: KeyboardEvent) => {
    const end = { Home: 0, End: ids.length - 1 }[event.key];
    if (end === undefined || event.ctrlKey || event.metaKey || event.altKey) {
      return roving.onKeyDown(event);
    }
    event.preventDefault();
    squares.reveal(end);
  };

  const one = [...chosen][0];
  const finish = () => void sending.current.then(done);
  const stepButton = (step: Step, icon: 'first' | 'left' | 'right' | 'last', label: string) => (
    <IconButton
      icon={icon}
      label={label}
      disabled={chosen.size === 0}
      onClick={() => apply(moveStep(ids, chosen, step))}
    />
  );
  return (
    <section className="arrange" aria-label={albums.arranging}>
      <h1 className="visually-hidden">{albums.arranging}</h1>
      <div className="arrange-bar" role="toolbar" aria-label={albums.arranging}>
        <button type="button" className="button primary" onClick={finish}>
          {albums.done}
        </button>
        <span className="count muted" aria-live="polite">
          {words.library.selected(chosen.size)}
        </span>
        <span className="spacer" />
        {stepButton('start', 'first', albums.toStart)}
        {stepButton('before', 'left', albums.before)}
        {stepButton('after', 'right', albums.after)}
        {stepButton('end', 'last', albums.toEnd)}
        <MoreMenu
          label={words.library.more}
          actions={[
            {
              icon: 'photos',
              label: albums.makeCover,
              disabled: chosen.size !== 1,
              run: () => void makeCover(collectionId, one as string),
            },
            {
              icon: 'close',
              label: albums.remove,
              disabled: chosen.size === 0,
              run: () => {
                void removeFromAlbum(collectionId, [...chosen]);
                setChosen(new Set());
              },
            },
          ]}
        />
      </div>
      <p className="arrange-hint">{albums.arrangeHint}</p>
      <p className="visually-hidden" role="status">
        {told}
      </p>
      <ul
        ref={(list) => {
          roving.ref.current = list;
          squares.list.current = list;
        }}
        className="arrange-grid"
        style={{ height: squares.height }}
        onKeyDown={onListKeyDown}
        onFocus={(event) => {
          roving.onFocus(event);
          setFocused(event.target.closest<HTMLElement>('[data-id]')?.dataset.id ?? null);
        }}
        onBlur={() => setFocused(null)}
        {...handlers}
      >
        {squares.places.map((place) => {
          const id = ids[place.index];
          return (
            id && (
              <ArrangeTile
                key={id}
                id={id}
                place={place}
                side={squares.side}
                count={ids.length}
                chosen={chosen.has(id)}
                drag={drag}
                take={take}
                choose={choose}
                onKey={onKey}
              />
            )
          );
        })}
      </ul>
    </section>
  );
}
