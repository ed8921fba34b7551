import { useEffect, useRef } from 'react';
import type { File } from '../api/client';
import { Damage } from '../library/damage';
import { formatDuration } from '../ui/format';
import { IconButton } from '../ui/icon_button';
import { Cover } from './cover';
import { Elapsed, Transport, Volume } from './player_controls';
import { artistOf, titleOf } from './titles';
import { Waveform } from './waveform';

interface Props {
  file: File;
  duration: number;
  close(): void;
}

/** The full-screen player. */
export function NowPlaying({ file, duration, close }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} className="now-playing" aria-label="Now playing" onClose={close}>
      <IconButton icon="down" label="Back to the library" className="leave" onClick={close} />
      <Cover file={file} size="large" />
      <h2>{titleOf(file)}</h2>
      <p>{artistOf(file)}</p>
      <Damage file={file} />
      <Waveform key={file.fileId} file={file} duration={duration} />
      <div className="times">
        <Elapsed />
        <span className="time">{formatDuration(duration)}</span>
      </div>
      <Transport size={28} />
      <Volume />
    </dialog>
  );
}
