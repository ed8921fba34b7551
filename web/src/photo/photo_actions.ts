import type { File } from '../api/client';
import { setFavorite } from '../library/favorite';
import { downloadFiles } from '../library/file_actions';
import { askAbout } from '../library/file_dialog';
import { words } from '../messages/words';
import type { Action } from './photo_bar';
import type { PictureControls } from './use_gestures';

/** What can lie above or beside the picture; one at a time. */
export type Part = 'details' | 'edit' | 'slideshow';

interface Options {
  id: string;
  /** Undefined while there is no record. */
  file: File | undefined;
  controls(): PictureControls | null;
  /** The part that is open. */
  above: Part | null;
  /** Opens a part, or closes it. */
  turn(part: Part): void;
  remove(): void;
}

const favoriteOf = ({ file }: Options): boolean => file?.favorite ?? false;

/** Returns what can be done with a picture. */
export function actionsFor(options: Options): Action[] {
  const { id, controls, above, turn, remove } = options;
  const { photo } = words;
  const favorite = favoriteOf(options);
  return [
    {
      icon: favorite ? 'heart-filled' : 'heart',
      label: favorite ? photo.removeFromFavorites : photo.addToFavorites,
      run: () => void setFavorite([id], !favorite),
      pressed: favorite,
      phone: 'above',
    },
    { icon: 'album', label: photo.addToAlbum, run: () => askAbout('album', [id]), phone: 'menu' },
    { icon: 'edit', label: photo.edit, run: () => turn('edit'), phone: 'below' },
    { icon: 'slideshow', label: photo.slideshow, run: () => turn('slideshow'), phone: 'menu' },
    { icon: 'zoom', label: photo.zoomIn, run: () => controls()?.zoomIn(), phone: 'menu' },
    {
      icon: 'info',
      label: photo.details,
      run: () => turn('details'),
      pressed: above === 'details',
      phone: 'below',
    },
    {
      icon: 'download',
      label: photo.download,
      run: () => void downloadFiles([id]),
      phone: 'below',
    },
    { icon: 'trash', label: photo.delete, run: remove, phone: 'below' },
  ];
}

/** Returns what the keys do, by KeyboardEvent.key; letters are small. */
export function keysFor(options: Options): Readonly<Record<string, () => void>> {
  const { id, controls, turn, remove } = options;
  return {
    '+': () => controls()?.zoomIn(),
    '=': () => controls()?.zoomIn(),
    '-': () => controls()?.zoomOut(),
    '0': () => controls()?.reset(),
    f: () => void setFavorite([id], !favoriteOf(options)),
    a: () => askAbout('album', [id]),
    e: () => turn('edit'),
    s: () => turn('slideshow'),
    i: () => turn('details'),
    d: () => void downloadFiles([id]),
    Delete: remove,
  };
}
