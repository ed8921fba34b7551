import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect } from 'react';
import type { Catalogue, Item } from '../library/catalogue';
import { selectTo, toggle, useSelection } from '../library/selection';
import { useWidth } from '../library/use_width';
import { AudioRow } from './audio_row';
import { playFrom, toggle as togglePlaying, usePlayer } from './player';

const ROW_PX = 68;
const OVERSCAN = 8;
const REST_MS = 60;

/** The list of all songs. Only rows near the window are rendered. */
export function AudioList({ catalogue, items }: { catalogue: Catalogue; items: readonly Item[] }) {
  const [list, , top] = useWidth<HTMLDivElement>();
  const virtualizer = useWindowVirtualizer({
    count: items.length,
    estimateSize: () => ROW_PX,
    overscan: OVERSCAN,
    scrollMargin: top,
  });
  const visible = virtualizer.getVirtualItems();
  const from = visible[0]?.index ?? 0;
  const to = (visible.at(-1)?.index ?? -1) + 1;
  useEffect(() => {
    const timer = setTimeout(() => catalogue.want(items.slice(from, to)), REST_MS);
    return () => clearTimeout(timer);
  }, [catalogue, items, from, to]);

  const { ids } = useSelection();
  const current = usePlayer((state) => state.queue[state.at]);
  const playing = usePlayer((state) => state.playing);
  const choose = useCallback(
    (id: string, range: boolean) => (range ? selectTo(id, items) : toggle(id)),
    [items],
  );
  const play = useCallback(
    (id: string) => {
      const { queue, at } = usePlayer.getState();
      if (queue[at] === id) return togglePlaying();
      const queued = items.map((item) => item.id);
      playFrom(queued, queued.indexOf(id));
    },
    [items],
  );

  return (
    <div
      ref={list}
      className="audio-list"
      role="list"
      style={{ height: virtualizer.getTotalSize() }}
    >
      {visible.map(({ index, start }) => {
        const item = items[index];
        if (!item) return null;
        return (
          <AudioRow
            key={item.id}
            id={item.id}
            y={start - top}
            current={item.id === current}
            playing={item.id === current && playing}
            selected={ids.has(item.id)}
            selecting={ids.size > 0}
            play={play}
            choose={choose}
          />
        );
      })}
    </div>
  );
}
