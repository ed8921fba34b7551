import { words } from '../messages/words';
import { IconButton } from '../ui/icon_button';
import { position } from './engine';
import { next, previous, seek, toggle } from './playback';
import { nextIndex } from './queue';
import { cycleRepeat, toggleShuffle } from './queue_actions';
import { usePlayer } from './store';

export const BACK_S = 15;
export const FORWARD_S = 30;

interface Props {
  size?: number;
  /** Speech is heard in steps of seconds rather than from song to song. */
  steps?: boolean;
}

/** The buttons for previous, play or pause, and next, with shuffle and repeat beside them. */
export function Transport({ size = 20, steps = false }: Props) {
  const { playing, waiting, list, repeat, shuffle } = usePlayer();
  const { player } = words;
  const hasNext = nextIndex(list, repeat) !== null;
  return (
    <div className="transport">
      {steps ? (
        <IconButton
          icon="back15"
          label={player.back15}
          size={size}
          onClick={() => seek(position() - BACK_S)}
        />
      ) : (
        <IconButton
          icon="shuffle"
          label={player.shuffle}
          size={size - 2}
          className="order"
          aria-pressed={shuffle}
          onClick={toggleShuffle}
        />
      )}
      <IconButton icon="previous" label={player.previous} size={size} onClick={previous} />
      <IconButton
        icon={playing ? 'pause' : 'play'}
        label={playing ? player.pause : player.play}
        className={`play ${waiting ? 'waiting' : ''}`}
        size={size + 2}
        onClick={toggle}
      />
      <IconButton
        icon="next"
        label={player.next}
        size={size}
        className="to-next"
        disabled={!hasNext}
        onClick={next}
      />
      {steps ? (
        <IconButton
          icon="forward30"
          label={player.forward30}
          size={size}
          onClick={() => seek(position() + FORWARD_S)}
        />
      ) : (
        <IconButton
          icon={repeat === 'one' ? 'repeat-one' : 'repeat'}
          label={player.repeat[repeat]}
          size={size - 2}
          className={`order ${repeat === 'off' ? '' : 'active'}`}
          onClick={cycleRepeat}
        />
      )}
    </div>
  );
}
