import { memo } from 'react';
import { words } from '../messages/words';
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
  const { uploads: texts } = words;
  if (message) return message;
  const amount = texts.amount(formatBytes(sent), formatBytes(size));
  switch (state) {
    case 'waiting':
      return texts.waiting(formatBytes(size));
    case 'sending':
      return amount;
    case 'finishing':
      return texts.finishing;
    case 'paused':
      return texts.paused(amount);
    default:
      return formatBytes(size);
  }
}

interface Props {
  item: UploadItem;
  index: number;
  /** Distance from the top of the list, in pixels. */
  y: number;
  /** Is given the element: a refusal takes as many lines as it needs. */
  measure(element: HTMLElement | null): void;
}

/** One upload of the list. */
export const UploadRow = memo(function UploadRow({ item, index, y, measure }: Props) {
  const { uploads: texts } = words;
  const { id, name, state, sent, size } = item;
  const sign = signs[state];
  return (
    <li
      ref={measure}
      data-index={index}
      className={`upload ${state}`}
      style={{ transform: `translateY(${y}px)` }}
    >
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
          label={texts.pauseNamed(name)}
          size={16}
          onClick={() => uploads.pause(id)}
        />
      )}
      {state === 'paused' && (
        <IconButton
          icon="play"
          label={texts.resumeNamed(name)}
          size={16}
          onClick={() => uploads.resume(id)}
        />
      )}
      {state === 'failed' && (
        <IconButton
          icon="retry"
          label={texts.retryNamed(name)}
          size={16}
          onClick={() => uploads.resume(id)}
        />
      )}
      {state === 'interrupted' && (
        <IconButton
          icon="folder"
          label={texts.chooseNamed(name)}
          size={16}
          onClick={() => chooseFiles()}
        />
      )}
      <IconButton
        icon="close"
        label={isOver(item) ? texts.removeNamed(name) : texts.cancelNamed(name)}
        size={16}
        onClick={() => uploads.remove(id)}
      />
    </li>
  );
});
