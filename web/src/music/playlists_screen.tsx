import { useState } from 'react';
import { useLocation } from 'wouter';
import { NewCollection } from '../albums/add_to_album';
import { createCollection, useCollections } from '../albums/collections';
import { explain } from '../api/problem';
import { words } from '../messages/words';
import { Dialog } from '../ui/dialog';
import { EmptyState } from '../ui/empty_state';
import { Icon } from '../ui/icon';
import { toast } from '../ui/toast';
import { playlistAddress } from './addresses';
import { playlistCard } from './album_cards';
import { CardGrid } from './card_grid';
import { MusicPage, Waiting } from './music_page';

/** All playlists, the newest first. */
export function PlaylistsScreen() {
  const { music, albums } = words;
  const { collections, error, retry } = useCollections('playlist');
  const [naming, setNaming] = useState(false);
  const [busy, setBusy] = useState(false);
  const [, go] = useLocation();
  const create = async (title: string) => {
    setBusy(true);
    try {
      const { collectionId } = await createCollection(title, 'playlist');
      setNaming(false);
      go(playlistAddress(collectionId));
    } catch (failure) {
      toast(explain(failure), 'bad');
    } finally {
      setBusy(false);
    }
  };
  const newPlaylist = (
    <button type="button" className="button" onClick={() => setNaming(true)}>
      <Icon name="plus" size={18} /> {albums.newPlaylist}
    </button>
  );
  return (
    <MusicPage
      title={music.playlists}
      actions={collections && collections.length > 0 && newPlaylist}
    >
      {!collections && <Waiting error={error} retry={retry} cards />}
      {collections?.length === 0 && (
        <EmptyState icon="playlist" title={music.noPlaylists}>
          <p>{music.noPlaylistsText}</p>
          {newPlaylist}
        </EmptyState>
      )}
      {collections && collections.length > 0 && (
        <CardGrid label={music.playlists} items={collections.map(playlistCard)} />
      )}
      <Dialog title={albums.newPlaylist} open={naming} onClose={() => setNaming(false)}>
        <NewCollection
          start=""
          busy={busy}
          create={(title) => void create(title)}
          cancel={() => setNaming(false)}
        />
      </Dialog>
    </MusicPage>
  );
}
