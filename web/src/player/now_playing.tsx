import { type CSSProperties, useLayoutEffect, useRef, useState } from 'react';
import type { File } from '../api/client';
import { Damage } from '../library/damage';
import { words } from '../messages/words';
import { formatDuration } from '../ui/format';
import { IconButton } from '../ui/icon_button';
import { ChaptersView } from './chapters_view';
import { Cover } from './cover';
import { Elapsed } from './elapsed';
import { listeningKindOf } from './listening';
import { LyricsView } from './lyrics_view';
import { NowPlayingTabs, type TabName } from './now_playing_tabs';
import { stop } from './playback';
import { QueueList } from './queue_list';
import { SleepMenu } from './sleep_menu';
import { SpeedMenu } from './speed_menu';
import { artistOf, titleOf } from './titles';
import { Transport } from './transport';
import { useDetails } from './use_details';
import { Volume } from './volume';
import { Waveform } from './waveform';

interface Props {
  file: File;
  duration: number;
  firstTab: TabName;
  close(): void;
}

/** The full-screen player, on a ground of its cover's colour. */
export function NowPlaying({ file, duration, firstTab, close }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [tab, setTab] = useState<TabName>(firstTab);
  const { lyrics, chapters } = useDetails(file);
  const { player } = words;
  useLayoutEffect(() => {
    const shown = dialog.current as HTMLDialogElement;
    shown.showModal();
    shown.querySelector<HTMLElement>('.play')?.focus();
    return () => shown.close(); // gives the focus back
  }, []);
  const tabs: TabName[] = [
    'cover',
    'queue',
    ...(lyrics ? (['lyrics'] as const) : []),
    ...(chapters.length > 0 ? (['chapters'] as const) : []),
  ];
  const shown = tabs.includes(tab) ? tab : 'cover';
  const tint = { '--tint': file.dominantColor } as CSSProperties;
  return (
    <dialog
      ref={dialog}
      className={`now-playing shows-${shown} ${file.dominantColor ? 'tinted' : ''}`}
      style={file.dominantColor ? tint : undefined}
      aria-label={player.nowPlaying}
      onCancel={(event) => {
        event.preventDefault();
        if (event.target === event.currentTarget) close();
      }}
    >
      <header className="now-playing-head">
        <IconButton icon="down" label={player.backToLibrary} onClick={close} />
        <NowPlayingTabs tabs={tabs} shown={shown} show={setTab} />
        <IconButton
          icon="close"
          label={player.close}
          onClick={() => {
            close();
            stop();
          }}
        />
      </header>
      <div className="now-playing-cover">
        <Cover file={file} size="large" />
      </div>
      <div className="now-playing-controls">
        <div className="now-playing-names">
          <h2>{titleOf(file)}</h2>
          <p>{artistOf(file)}</p>
        </div>
        <Damage file={file} />
        <Waveform key={file.fileId} file={file} duration={duration} />
        <div className="times">
          <Elapsed />
          <span className="time">{formatDuration(duration)}</span>
        </div>
        <Transport size={26} steps={listeningKindOf(file) === 'speech'} />
        <div className="now-playing-extra">
          <SpeedMenu />
          <Volume />
          <SleepMenu />
        </div>
      </div>
      <div
        className="now-playing-panel"
        role="tabpanel"
        id="now-playing-panel"
        aria-label={player[shown === 'cover' ? 'queue' : shown]}
      >
        {shown === 'lyrics' && lyrics ? (
          <LyricsView key={file.fileId} lyrics={lyrics} />
        ) : shown === 'chapters' ? (
          <ChaptersView chapters={chapters} />
        ) : (
          <QueueList />
        )}
      </div>
    </dialog>
  );
}
