import { useCallback, useMemo, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { collectionSource } from '../albums/collection_source';
import { type Collection, changeCollection, useCollection } from '../albums/collections';
import { InPlace } from '../albums/in_place';
import { explain } from '../api/problem';
import { downloadFiles } from '../library/file_actions';
import { useCatalogue } from '../library/use_catalogue';
import { words } from '../messages/words';
import { Cover } from '../player/cover';
import type { MenuAction } from '../ui/action_menu';
import { EmptyState } from '../ui/empty_state';
import { IconButton } from '../ui/icon_button';
import { toast } from '../ui/toast';
import { playlistAddress } from './addresses';
import { MusicPage, Waiting } from './music_page';
import { PlayActions } from './play_actions';
import type { Played } from './played_list';
import { deletePlaylist, removeFromPlaylist } from './playlist_actions';
import type { Column } from './song_columns';
import { SongList } from './song_list';
import { useArranged } from './use_arranged';
import { useFile } from './want_file';

const MAX_TITLE = 512;
const columns: readonly Column[] = ['cover', 'title', 'artist', 'album', 'time'];

/** One playlist, whose songs can be arranged. */
export function PlaylistScreen({
  params,
}: {
  params: Readonly<Record<string, string | undefined>>;
}) {
  const { music } = words;
  const playlist = useCollection(params.id ?? '');
  if (playlist) return <Playlist key={playlist.collectionId} playlist={playlist} />;
  return (
    <MusicPage title={music.playlist} head={<h1 className="visually-hidden">{music.playlist}</h1>}>
      {playlist === null ? (
        <EmptyState icon="playlist" title={music.playlistGone}>
          <Link href="/audio/playlists" className="button">
            {music.allPlaylists}
          </Link>
        </EmptyState>
      ) : (
        <Waiting error={null} retry={() => undefined} />
      )}
    </MusicPage>
  );
}

function Playlist({ playlist }: { playlist: Collection }) {
  const { music } = words;
  const { collectionId, title, coverFileId } = playlist;
  const source = useMemo(() => collectionSource(collectionId), [collectionId]);
  const [catalogue, { items, complete, error }] = useCatalogue(source);
  const { arranged, move } = useArranged(collectionId, items);
  const want = useCallback(
    (from: number, to: number) => catalogue.want(arranged.slice(from, to)),
    [catalogue, arranged],
  );
  const played: Played = useMemo(
    () => ({
      href: playlistAddress(collectionId),
      title,
      subtitle: words.music.playlist,
      ...(coverFileId !== undefined && { coverFileId }),
    }),
    [collectionId, title, coverFileId],
  );
  const actionsAt = (index: number): MenuAction[] => {
    const id = arranged[index]?.id ?? '';
    const order = arranged.map((song) => song.id);
    return [
      ...(index > 0
        ? [{ icon: 'up', label: music.moveUp, run: () => move(index, index - 1) } as const]
        : []),
      ...(index < arranged.length - 1
        ? [{ icon: 'down', label: music.moveDown, run: () => move(index, index + 1) } as const]
        : []),
      {
        icon: 'close',
        label: music.removeFromPlaylist,
        run: () => void removeFromPlaylist(playlist, id, order),
      },
    ];
  };
  return (
    <MusicPage
      title={title}
      head={<PlaylistHead playlist={playlist} songs={arranged} played={played} />}
    >
      {arranged.length === 0 && complete && (
        <EmptyState icon="playlist" title={music.playlistEmpty}>
          <p>{music.playlistEmptyText}</p>
          <Link href="/audio/songs" className="button">
            {music.chooseSongs}
          </Link>
        </EmptyState>
      )}
      {arranged.length === 0 && !complete && (
        <Waiting error={error} retry={() => void catalogue.load()} />
      )}
      {arranged.length > 0 && (
        <SongList
          label={title}
          songs={arranged}
          columns={columns}
          played={played}
          want={want}
          actionsAt={actionsAt}
          move={move}
        />
      )}
    </MusicPage>
  );
}

interface HeadProps {
  playlist: Collection;
  songs: readonly { readonly id: string }[];
  played: Played;
}

function PlaylistHead({ playlist, songs, played }: HeadProps) {
  const { music, albums } = words;
  const { collectionId, title, count, coverFileId } = playlist;
  const cover = useFile(coverFileId);
  const [editing, setEditing] = useState(false);
  const [, go] = useLocation();
  const ids = () => songs.map(({ id }) => id);
  const rename = async (text: string) => {
    try {
      await changeCollection(collectionId, { title: text });
    } catch (error) {
      toast(explain(error), 'bad');
      throw error;
    }
  };
  return (
    <header className="album-head">
      <Cover file={cover} size="large" of={{ name: title }} />
      <div>
        <p className="album-kind">{music.playlist}</p>
        <h1>
          <InPlace
            text={title}
            label={albums.editTitle}
            maxLength={MAX_TITLE}
            editing={editing}
            setEditing={setEditing}
            save={rename}
          />
        </h1>
        <p className="muted">{music.countedSongs(count)}</p>
        <div className="album-actions">
          <PlayActions songs={songs} played={played} primary />
          <IconButton icon="edit" label={albums.editTitle} onClick={() => setEditing(true)} />
          <IconButton
            icon="download"
            label={music.downloadPlaylist}
            disabled={songs.length === 0}
            onClick={() => void downloadFiles(ids())}
          />
          <IconButton
            icon="trash"
            label={music.deletePlaylist}
            onClick={async () => {
              if (await deletePlaylist(playlist, ids())) go('/audio/playlists');
            }}
          />
        </div>
      </div>
    </header>
  );
}
