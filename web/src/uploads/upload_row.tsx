import { memo } from 'react';
import { formatBytes } from '../ui/format';
import { Icon, type IconName } from '../ui/icon';
import { IconButton } from '../ui/icon_button';
import { chooseFiles } from './choose_files';
import { isActive, isOver, type UploadItem, type UploadState } from './upload_item';
import { uploads } from './upload_queue';

const signs: Partial<Record<UploadState, IconName>> = {
  done: 'check',
  duplicate: 'check',
  refused: 'alert',
  failed: 'alert',
  interrupted: 'alert',
  paused: 'pause',
};

function stateText({ state, message, sent, size }: UploadItem): string {
  if (message) return message;
  switch (state) {
    case 'waiting':
      return `Waiting · ${formatBytes(size)}`;
    case 'sending':
      return `${formatBytes(sent)} of ${formatBytes(size)}`;
    case 'finishing':
      return 'Finishing…';
    case 'paused':
      return `Paused · ${formatBytes(sent)} of ${formatBytes(size)}`;
    default:
      return formatBytes(size);
  }
}

/** One upload of the list. */
export const UploadRow = memo(function UploadRow({ item, y }: { item: UploadItem; y: number }) {
  const { id, name, state, sent, size } = item;
  const sign = signs[state];
  return (
    <li className={`upload ${state}`} style={{ transform: `translateY(${y}px)` }}>
      <span className="upload-sign">
        {sign ? <Icon name={sign} size={18} /> : <span className="spinner" />}
      </span>
      <span className="upload-text">
        <span className="upload-name" title={name}>
          {name}
        </span>
        <small>{stateText(item)}</small>
        {(isActive(item) || state === 'paused') && (
          <progress max={size} value={sent} aria-label={name} />
        )}
      </span>
      {isActive(item) && (
        <IconButton
          icon="pause"
          label={`Pause ${name}`}
          size={16}
          onClick={() => uploads.pause(id)}
        />
      )}
      {state === 'paused' && (
        <IconButton
          icon="play"
          label={`Resume ${name}`}
          size={16}
          onClick={() => uploads.resume(id)}
        />
      )}
      {state === 'failed' && (
        <IconButton
          icon="retry"
          label={`Try ${name} again`}
          size={16}
          onClick={() => uploads.resume(id)}
        />
      )}
      {state === 'interrupted' && (
        <IconButton
          icon="folder"
          label={`Choose ${name} again`}
          size={16}
          onClick={() => chooseFiles()}
        />
      )}
      <IconButton
        icon="close"
        label={`${isOver(item) ? 'Remove' : 'Cancel'} ${name}`}
        size={16}
        onClick={() => uploads.remove(id)}
      />
    </li>
  );
});
