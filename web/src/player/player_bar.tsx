import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { words } from '../messages/words';
import { formatDuration } from '../ui/format';
import { IconButton } from '../ui/icon_button';
import { useKeyHelp } from '../ui/key_help';
import { Cover } from './cover';
import { Elapsed } from './elapsed';
import { connectMediaSession } from './media_session';
import { stop } from './playback';
import { connectPlayerKeys } from './player_keys';
import { QueuePanel } from './queue_panel';
import { usePlayer } from './store';
import { artistOf, titleOf } from './titles';
import { Transport } from './transport';
import { useOpenInHistory } from './use_open_in_history';
import { Volume } from './volume';
import { Waveform } from './waveform';

const loadNowPlaying = async () => ({ default: (await import('./now_playing')).NowPlaying });
const NowPlaying = lazy(loadNowPlaying);

/** The player at the bottom of every screen. */
export function PlayerBar() {
  const file = usePlayer((state) => state.file);
  const duration = usePlayer((state) => state.duration);
  const [showsQueue, setShowsQueue] = useState(false);
  const [full, openFull, closeFull] = useOpenInHistory('nowPlaying');
  const [firstTab, setFirstTab] = useState<'cover' | 'queue'>('cover');
  const queueButton = useRef<HTMLDivElement>(null);
  useEffect(connectMediaSession, []);
  useEffect(connectPlayerKeys, []);
  useKeyHelp(words.player.keys);
  useEffect(() => {
    document.documentElement.classList.toggle('playing', file !== null);
    if (!file) setShowsQueue(false);
  }, [file]);
  if (!file) return null;
  const { player } = words;

  const show = (tab: 'cover' | 'queue') => {
    setFirstTab(tab);
    setShowsQueue(false);
    openFull();
  };
  const closeQueue = () => {
    setShowsQueue(false);
    queueButton.current?.querySelector<HTMLElement>('.show-queue')?.focus();
  };
  return (
    <section className="player" aria-label={player.player}>
      {showsQueue && <QueuePanel close={closeQueue} />}
      <button type="button" className="player-song" onClick={() => show('cover')}>
        <Cover file={file} size="small" />
        <span className="visually-hidden">{player.showNowPlaying}</span>
        <span className="player-names">
          <strong>{titleOf(file)}</strong>
          <span>{artistOf(file)}</span>
        </span>
      </button>
      <Transport />
      <div className="player-line">
        <Elapsed />
        <Waveform key={file.fileId} file={file} duration={duration} />
        <span className="time">{formatDuration(duration)}</span>
      </div>
      <div className="player-extra" ref={queueButton}>
        <Volume />
        <IconButton
          icon="queue"
          label={player.queue}
          className="show-queue"
          aria-expanded={showsQueue}
          onClick={() => setShowsQueue(!showsQueue)}
        />
        <IconButton
          icon="queue"
          label={player.queue}
          className="show-queue-tab"
          onClick={() => show('queue')}
        />
        <IconButton icon="close" label={player.close} className="close-player" onClick={stop} />
      </div>
      {full && (
        <Suspense>
          <NowPlaying file={file} duration={duration} firstTab={firstTab} close={closeFull} />
        </Suspense>
      )}
    </section>
  );
}
