import { memo } from 'react';
import type { File } from '../api/client';
import { downloadFiles, retryFile } from '../library/file_actions';
import { useCachedFile } from '../library/file_cache';
import { useLongPress } from '../library/use_long_press';
import { formatDuration } from '../ui/format';
import { Icon } from '../ui/icon';
import { IconButton } from '../ui/icon_button';
import { Cover } from './cover';
import { playNext } from './player';
import { artistOf, titleOf } from './titles';

interface Props {
  id: string;
  y: number;
  current: boolean;
  playing: boolean;
  selected: boolean;
  selecting: boolean;
  play(id: string): void;
  choose(id: string, range: boolean): void;
}

/** One song of the list, whether it is processed, failed, damaged or ready. */
export const AudioRow = memo(function AudioRow(props: Props) {
  const { id, y, current, playing, selected, selecting, play, choose } = props;
  const file = useCachedFile(id);
  const longPress = useLongPress(() => choose(id, false));
  const title = file ? titleOf(file) : '';
  const states = [current && 'current', selected && 'selected', selecting && 'selecting'].filter(
    Boolean,
  );
  return (
    <div
      className={`audio-row ${states.join(' ')}`}
      role="listitem"
      data-id={id}
      style={{ transform: `translateY(${y}px)` }}
    >
      <button
        type="button"
        className="row-check"
        role="checkbox"
        aria-checked={selected}
        aria-label={`Select ${title}`}
        onClick={(event) => choose(id, event.shiftKey)}
      >
        <Icon name="check" size={16} />
      </button>
      <button
        type="button"
        className="row-play"
        disabled={file?.status === 'failed'}
        onClick={(event) => (selecting || event.shiftKey ? choose(id, event.shiftKey) : play(id))}
        {...longPress}
      >
        <span className="row-cover">
          <Cover file={file} size="small" />
          <span className="row-cover-play">
            {playing ? <span className="equalizer" /> : <Icon name="play" size={18} />}
          </span>
        </span>
        <span className="row-names">
          <strong>
            <span className="visually-hidden">{playing ? 'Pause' : 'Play'} </span>
            {title || <span className="skeleton-text" />}
          </strong>
          <small>{file && <Subtitle file={file} />}</small>
        </span>
      </button>
      <RowEnd file={file} />
    </div>
  );
});

function Subtitle({ file }: { file: File }) {
  if (file.status === 'failed')
    return <span className="bad">{file.failureReason ?? 'Cannot be played'}</span>;
  if (file.damaged)
    return (
      <span className="bad" title={file.damaged}>
        {file.damaged}
      </span>
    );
  if (file.status === 'processing') return <>Processing…</>;
  return <>{artistOf(file)}</>;
}

function RowEnd({ file }: { file: File | undefined }) {
  if (!file) return null;
  return (
    <span className="row-end">
      {file.status === 'failed' ? (
        <IconButton
          icon="retry"
          label={`Process ${file.fileName} again`}
          onClick={() => void retryFile(file.fileId)}
        />
      ) : (
        <IconButton
          icon="queue"
          label={`Make ${titleOf(file)} the next`}
          onClick={() => playNext([file.fileId])}
        />
      )}
      <IconButton
        icon="download"
        label={`Download ${file.fileName}`}
        onClick={() => void downloadFiles([file.fileId])}
      />
      <span className="time">
        {file.status === 'processing' ? (
          <span className="spinner" />
        ) : file.durationSeconds === undefined ? (
          ''
        ) : (
          formatDuration(file.durationSeconds)
        )}
      </span>
    </span>
  );
}
