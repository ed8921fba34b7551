import { words } from '../messages/words';
import { playFrom, playShuffled } from '../player/player';
import { Icon } from '../ui/icon';
import { notePlayed } from './last_played';
import type { Played } from './played_list';

interface Props {
  songs: readonly { readonly id: string }[];
  /** What the songs are, for "Jump back in". */
  played?: Played;
  /** The one thing to do on the page. */
  primary?: boolean;
  playLabel?: string;
}

/** The buttons that play all songs of a page, in their order or in any. */
export function PlayActions({ songs, played, primary = false, playLabel }: Props) {
  const { music } = words;
  const play = (start: (ids: readonly string[]) => void) => {
    start(songs.map(({ id }) => id));
    if (played) notePlayed(played);
  };
  const nothing = songs.length === 0;
  return (
    <>
      <button
        type="button"
        className={`button ${primary ? 'primary' : ''}`}
        disabled={nothing}
        onClick={() => play((ids) => playFrom(ids, 0))}
      >
        <Icon name="play" size={16} /> {playLabel ?? music.play}
      </button>
      <button
        type="button"
        className="button"
        disabled={nothing}
        onClick={() => play(playShuffled)}
      >
        <Icon name="shuffle" size={18} /> {music.shuffle}
      </button>
    </>
  );
}
