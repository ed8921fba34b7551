import { type CSSProperties, memo, useState } from 'react';
import { useLocation } from 'wouter';
import { useCachedFile } from '../library/file_cache';
import { photoAddress } from '../library/photo_address';
import { photoName } from '../library/photo_name';
import type { Item } from '../library/source';
import { words } from '../messages/words';
import { Icon } from '../ui/icon';
import { useLongPress } from '../ui/use_long_press';
import { TilePicture } from './tile_picture';

interface Props {
  item: Item;
  /** The place of the picture in the list. */
  index: number;
  /** As for the grid. */
  base: string;
  width: number;
  height: number;
  selected: boolean;
  /** Files are selected, so a click selects, too. */
  selecting: boolean;
  /** It cannot be selected, because it is where the selected ones are to go. */
  taken: boolean;
  /** Tab leads here. */
  tabbable: boolean;
  /** The user scrolls so fast that pictures need not be drawn yet. */
  rushing: boolean;
  choose(id: string, range: boolean): void;
}

/** One picture of the grid. During fast scrolling it is a patch of its colour. */
export const Tile = memo(function Tile(props: Props) {
  const { item, index, width, height, selected, selecting, taken, rushing, choose } = props;
  const [shown, setShown] = useState(!rushing);
  if (!rushing && !shown) setShown(true);
  // Also while it is a patch: a finger may rest on it before the picture is drawn. While files are selected, it is what
  // Shift is with a mouse.
  const longPress = useLongPress(() => {
    if (!taken) choose(item.id, selecting);
  });
  const style: CSSProperties = { width, height };
  if (item.color) style.backgroundColor = item.color;
  const states = [selected && 'selected', selecting && 'selecting', taken && 'taken'];
  return (
    <div
      className={['tile', ...states].filter(Boolean).join(' ')}
      role="gridcell"
      aria-selected={selected}
      style={style}
      data-id={item.id}
      data-index={index}
      {...longPress}
    >
      {shown && <TileBody {...props} />}
    </div>
  );
});

function TileBody(props: Props) {
  const { item, base, width, height, selected, selecting, taken, tabbable } = props;
  const choose = taken ? () => undefined : props.choose;
  const file = useCachedFile(item.id);
  const [, navigate] = useLocation();
  const href = photoAddress(base, item.id);
  const { timeline } = words;
  const name = photoName(file, item.date);
  const facts = [
    name,
    file?.favorite && timeline.favorite,
    taken && timeline.taken,
    file?.status === 'processing' && timeline.beingPrepared,
    file?.status === 'failed' && timeline.cannotBeShown,
  ];
  return (
    <>
      <a
        href={href}
        className="tile-link"
        draggable={false}
        tabIndex={tabbable ? 0 : -1}
        onClick={(event) => {
          if (event.ctrlKey || event.metaKey || event.altKey) return;
          event.preventDefault();
          if (selecting || event.shiftKey) choose(item.id, event.shiftKey);
          else navigate(href);
        }}
        onKeyDown={(event) => {
          if (event.key !== ' ') return;
          event.preventDefault();
          choose(item.id, event.shiftKey);
        }}
      >
        <span className="visually-hidden">{facts.filter(Boolean).join(', ')}</span>
        {file && <TilePicture file={file} width={width} height={height} />}
      </a>
      {file?.favorite && <Heart />}
      <button
        type="button"
        className="tile-check"
        role="checkbox"
        tabIndex={-1}
        aria-checked={selected}
        disabled={taken}
        aria-label={timeline.selectPhoto(name)}
        onClick={(event) => choose(item.id, event.shiftKey)}
      >
        <Icon name="check" size={16} />
      </button>
    </>
  );
}

function Heart() {
  return (
    <svg className="tile-heart" viewBox="0 0 24 24" aria-hidden="true">
      <path d="M12 20.5 4.6 13a5 5 0 0 1 7.1-7.1l.3.4.3-.4a5 5 0 0 1 7.1 7.1z" />
    </svg>
  );
}
