import { words } from '../messages/words';
import type { MenuAction } from '../ui/action_menu';
import { formatBytes } from '../ui/format';
import { Icon } from '../ui/icon';
import { IconButton } from '../ui/icon_button';
import { MoreMenu } from '../ui/more_menu';
import { setFavorite } from './favorite';
import { deleteFiles, downloadFiles } from './file_actions';
import { cachedFile } from './file_cache';
import { askAbout } from './file_dialog';
import { finishSelection } from './finish_selection';
import { hasUnselected, selectListed, useSelection } from './selection';

export interface SelectionAction extends Omit<MenuAction, 'run'> {
  run(ids: readonly string[]): void;
  /** It is in the menu, on phones or everywhere. */
  readonly rare?: 'phone' | 'always';
  /** It is for one file only. */
  readonly single?: boolean;
}

interface Props {
  /** What else can be done on this screen. */
  actions: readonly SelectionAction[];
}

/** Says how large the files are together, if that is known. */
function sizeOf(ids: readonly string[]): string {
  const sizes = ids.map((id) => cachedFile(id)?.size);
  if (sizes.includes(undefined)) return '';
  return formatBytes(sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0));
}

/** The actions for the selected files, of which there are some. */
export function SelectionTools({ actions }: Props) {
  const { library } = words;
  const { ids } = useSelection();
  const chosen = [...ids];
  const files = chosen.map(cachedFile);
  const favorite = files.every((file) => file?.favorite);
  const songs = files.some((file) => file?.kind === 'audio');
  const size = sizeOf(chosen);
  const all: readonly SelectionAction[] = [
    {
      icon: favorite ? 'heart-filled' : 'heart',
      label: favorite ? library.unfavorite : library.favorite,
      run: (files) => {
        void setFavorite(files, !favorite);
        finishSelection();
      },
    },
    {
      icon: songs ? 'playlist' : 'album',
      label: songs ? library.addToPlaylist : library.addToAlbum,
      run: (files) => askAbout(songs ? 'playlist' : 'album', files, finishSelection),
    },
    ...(songs
      ? []
      : [
          {
            icon: 'edit',
            label: library.edit,
            rare: 'phone',
            run: (files: readonly string[]) => askAbout('edit', files, finishSelection),
          } as const,
        ]),
    {
      icon: 'download',
      label: library.download,
      rare: 'phone',
      run: (files) => void downloadFiles(files),
    },
    ...(hasUnselected()
      ? [{ icon: 'check', label: library.selectAll, rare: 'always', run: selectListed } as const]
      : []),
    ...actions
      .filter(({ single }) => !single || ids.size === 1)
      .map((action) => ({ ...action, rare: 'always' as const })),
    {
      icon: 'trash',
      label: library.delete,
      danger: true,
      run: async (files) => {
        if (await deleteFiles(files)) finishSelection();
      },
    },
  ];
  const bound = all.map((action) => ({ ...action, run: () => action.run(chosen) }));
  const direct = bound.filter(({ rare }) => rare !== 'always');
  return (
    <div className="selection-bar" role="toolbar" aria-label={library.selection}>
      <IconButton icon="close" label={library.clearSelection} onClick={finishSelection} />
      <p className="selection-count" aria-live="polite">
        <strong>{library.selected(ids.size)}</strong> <small>{size}</small>
      </p>
      <span className="spacer" />
      {direct.map(({ icon, label, rare, run }) => (
        <button
          key={label}
          type="button"
          className={`button quiet ${rare ? 'rare' : ''}`}
          aria-label={label}
          title={label}
          onClick={run}
        >
          <Icon name={icon} /> <span>{label}</span>
        </button>
      ))}
      <span className={`selection-more ${direct.length < bound.length ? 'needed' : ''}`}>
        <MoreMenu label={library.more} actions={bound.filter(({ rare }) => rare)} />
      </span>
    </div>
  );
}
