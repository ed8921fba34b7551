import { useLocation } from 'wouter';
import { useCachedFile } from '../library/file_cache';
import { useSelection } from '../library/selection';
import { artistOf, titleOf } from '../player/titles';
import { ActionMenu, type MenuAction } from '../ui/action_menu';
import { songActions } from './song_actions';
import { useAlbumFinder } from './use_album_finder';

interface Props {
  id: string;
  opener: DOMRect;
  /** What can be done with the song because of the list that it is in. */
  ofList: readonly MenuAction[];
  close(): void;
}

/** What can be done with one song of a list. */
export function SongMenu({ id, opener, ofList, close }: Props) {
  const file = useCachedFile(id);
  const selected = useSelection(({ ids }) => ids.has(id));
  const albumOf = useAlbumFinder();
  const [, go] = useLocation();
  if (!file) return null;
  const artist = artistOf(file);
  return (
    <ActionMenu
      label={titleOf(file)}
      heading={
        <>
          <strong>{titleOf(file)}</strong>
          {artist && <small>{artist}</small>}
        </>
      }
      opener={opener}
      close={close}
      actions={songActions(file, { albumOf, selected, go, ofList })}
    />
  );
}
