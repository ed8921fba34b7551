import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { explain } from '../api/problem';
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
import { useDragOrder } from './use_drag_order';

interface Props {
  album: Collection;
  items: readonly Item[];
  done(): void;
}

const STEPS: Readonly<Record<string, Step>> = {
  ArrowLeft: 'before',
  ArrowUp: 'before',
  ArrowRight: 'after',
  ArrowDown: 'after',
  Home: 'start',
  End: 'end',
};

/** Keeps the order that the user makes, while files come and go. */
function useOrder(items: readonly Item[]) {
  const [ids, setIds] = useState<readonly string[]>(() => items.map(({ id }) => id));
  useEffect(() => {
    const there = new Set(items.map(({ id }) => id));
    setIds((old) => {
      const known = new Set(old);
      const news = items.filter(({ id }) => !known.has(id)).map(({ id }) => id);
      const kept = old.filter((id) => there.has(id));
      return news.length === 0 && kept.length === old.length ? old : [...kept, ...news];
    });
  }, [items]);
  return [ids, setIds] as const;
}

/** The pictures of an album as squares that are moved by dragging, by buttons or by keys. */
export function Arrange({ album, items, done }: Props) {
  const { albums } = words;
  const { collectionId } = album;
  const [ids, setIds] = useOrder(items);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [told, setTold] = useState('');
  const sending = useRef<Promise<unknown>>(Promise.resolve());
  const moving = useRef<string | null>(null);
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
    moving.current = id;
    apply(moveStep(ids, chosen.has(id) ? chosen : new Set([id]), step));
  };
  // The browser takes the focus from an element that is put elsewhere.
  // biome-ignore lint/correctness/useExhaustiveDependencies: after each new order.
  useLayoutEffect(() => {
    const id = moving.current;
    moving.current = null;
    if (id) roving.ref.current?.querySelector<HTMLElement>(`[data-id="${id}"] .square`)?.focus();
  }, [ids]);

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
      <ul className="arrange-grid" {...roving} {...handlers}>
        {ids.map((id, at) => (
          <ArrangeTile
            key={id}
            id={id}
            at={at}
            count={ids.length}
            chosen={chosen.has(id)}
            drag={drag}
            take={take}
            choose={choose}
            onKey={onKey}
          />
        ))}
      </ul>
    </section>
  );
}
