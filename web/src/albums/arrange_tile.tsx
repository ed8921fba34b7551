import type { KeyboardEvent, PointerEvent } from 'react';
import { useCachedFile } from '../library/file_cache';
import { photoName } from '../library/photo_name';
import { SquarePicture } from '../library/square_picture';
import { words } from '../messages/words';
import { Icon } from '../ui/icon';
import type { TilePlace } from './use_arrange_window';
import type { Drag } from './use_drag_order';

interface Props {
  id: string;
  place: TilePlace;
  /** The length of its sides. */
  side: number;
  count: number;
  chosen: boolean;
  drag: Drag | null;
  take(id: string, event: PointerEvent): void;
  choose(id: string): void;
  onKey(id: string, event: KeyboardEvent): void;
}

/** One picture while an album is arranged. A finger drags it by its handle, a mouse anywhere. */
export function ArrangeTile(props: Props) {
  const { id, place, side, count, chosen, drag, take, choose, onKey } = props;
  const at = place.index;
  const { albums } = words;
  const file = useCachedFile(id);
  const dragged = drag?.id === id;
  const states = [
    dragged && 'dragged',
    drag?.index === at && 'target-before',
    drag?.index === count && at === count - 1 && 'target-after',
  ];
  return (
    <li
      className={`arrange-tile ${states.filter(Boolean).join(' ')}`}
      data-id={id}
      data-place={at}
      aria-setsize={count}
      aria-posinset={at + 1}
      style={{
        width: side,
        left: place.left,
        top: place.top,
        ...(dragged && { translate: `${drag.x}px ${drag.y}px` }),
      }}
    >
      <button
        type="button"
        className="square"
        role="checkbox"
        aria-checked={chosen}
        aria-label={`${photoName(file)}, ${albums.place(at + 1, count)}`}
        data-stop
        onClick={() => choose(id)}
        onKeyDown={(event) => onKey(id, event)}
        onPointerDown={(event) => event.pointerType === 'mouse' && take(id, event)}
      >
        <SquarePicture file={file} />
        <span className="mark">
          <Icon name="check" size={16} />
        </span>
      </button>
      <span
        className="drag-handle"
        title={albums.dragHandle}
        onPointerDown={(event) => take(id, event)}
      >
        <Icon name="move" size={18} />
      </span>
    </li>
  );
}
