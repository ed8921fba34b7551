import type { File } from '../api/client';
import { words } from '../messages/words';
import type { MenuAction } from '../ui/action_menu';
import { Icon } from '../ui/icon';
import { IconButton } from '../ui/icon_button';
import { MoreMenu } from '../ui/more_menu';
import { useMedia } from '../ui/use_media';
import { captionOf } from './caption';

/** One thing that can be done with the picture. */
export interface Action extends MenuAction {
  /** Of a switch: whether it is on. */
  readonly pressed?: boolean;
  /** Where phones have it: above the picture, below it, or in the menu. */
  readonly phone: 'above' | 'below' | 'menu';
}

interface Props {
  /** Undefined while there is no picture, which nothing can be done with. */
  file: File | undefined;
  actions: readonly Action[];
  close(): void;
}

/** Above the picture: the way back, when and where it was taken, and what can be done with it. */
export function PhotoBar({ file, actions, close }: Props) {
  const isPhone = useMedia('(width < 640px)');
  const caption = file && captionOf(file);
  const shown = file ? actions : [];
  const above = isPhone ? shown.filter(({ phone }) => phone === 'above') : shown;
  const menu = isPhone ? shown.filter(({ phone }) => phone === 'menu') : [];
  const below = isPhone ? shown.filter(({ phone }) => phone === 'below') : [];
  return (
    <>
      <div className="photo-bar photo-chrome">
        <IconButton icon="back" label={words.photo.back} onClick={close} />
        <p className="photo-caption">
          <span>
            {caption?.day}
            {caption?.more && <span className="visually-hidden">, </span>}
          </span>
          <small>{caption?.more}</small>
        </p>
        {above.map((action) => (
          <ActionButton key={action.label} {...action} />
        ))}
        {menu.length > 0 && <MoreMenu label={words.photo.more} actions={menu} />}
      </div>
      {below.length > 0 && (
        <div className="photo-bar-below photo-chrome" role="group" aria-label={words.photo.actions}>
          {below.map(({ icon, label, run, pressed }) => (
            <button key={label} type="button" aria-pressed={pressed} onClick={run}>
              <Icon name={icon} />
              <span>{label}</span>
            </button>
          ))}
        </div>
      )}
    </>
  );
}

function ActionButton({ icon, label, run, pressed }: Action) {
  return <IconButton icon={icon} label={label} aria-pressed={pressed} onClick={run} />;
}
