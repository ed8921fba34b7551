import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { explain } from '../api/problem';
import { asUtc } from '../library/day';
import { downloadCollection } from '../library/downloads';
import type { Item } from '../library/source';
import { locale } from '../messages/locale';
import { words } from '../messages/words';
import { Icon } from '../ui/icon';
import { MoreMenu } from '../ui/more_menu';
import { toast } from '../ui/toast';
import { deleteAlbum } from './album_actions';
import type { AlbumOrder } from './album_sources';
import { type Collection, type CollectionPatch, changeCollection } from './collections';
import { InPlace } from './in_place';

const MAX_TITLE = 200;
const MAX_DESCRIPTION = 4000;

/** Says from when to when the pictures are: "Jul 17, 2019 – Aug 3, 2021". */
function rangeOf(items: readonly Item[]): string {
  const dates = items
    .map(({ date }) => date)
    .filter(Boolean)
    .sort();
  const [first] = dates;
  const last = dates.at(-1);
  if (!first || !last) return '';
  const format = new Intl.DateTimeFormat(locale(), {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  });
  return format.formatRange(asUtc(first), asUtc(last));
}

interface Props {
  album: Collection;
  items: readonly Item[];
  order: AlbumOrder;
  choose(order: AlbumOrder): void;
  arrange(): void;
  /** Lets photos be chosen that are to be in it. */
  add(): void;
}

/** The names of an album, which are changed in place, and what can be done with the whole of it. */
export function AlbumHead({ album, items, order, choose, arrange, add }: Props) {
  const { albums } = words;
  const [editing, setEditing] = useState<'title' | 'description' | null>(null);
  const [, navigate] = useLocation();
  const { collectionId: id, title, description = '', count } = album;

  const change = async (patch: CollectionPatch) => {
    try {
      await changeCollection(id, patch);
    } catch (error) {
      toast(explain(error), 'bad');
      throw error;
    }
  };
  const remove = async () => {
    if (await deleteAlbum(album)) navigate('/albums', { replace: true });
  };
  return (
    <header className="photo-album-head">
      <Link href="/albums" className="back-link">
        <Icon name="back" size={18} /> {albums.allAlbums}
      </Link>
      <h1>
        <InPlace
          text={title}
          label={editing === 'title' ? albums.title : albums.editTitle}
          maxLength={MAX_TITLE}
          editing={editing === 'title'}
          setEditing={(on) => setEditing(on ? 'title' : null)}
          save={(text) => change({ title: text })}
        />
      </h1>
      <p className="muted">{[albums.count(count), rangeOf(items)].filter(Boolean).join('  ·  ')}</p>
      <div className="album-description">
        <InPlace
          text={description}
          label={editing === 'description' ? albums.description : albums.editDescription}
          placeholder={albums.addDescription}
          maxLength={MAX_DESCRIPTION}
          lines
          optional
          editing={editing === 'description'}
          setEditing={(on) => setEditing(on ? 'description' : null)}
          save={(text) => change({ description: text || null })}
        />
      </div>
      <div className="album-tools">
        {count > 0 && (
          <>
            <fieldset className="segmented">
              <legend>{albums.order}</legend>
              {(['own', 'date'] as const).map((each) => (
                <label key={each}>
                  <input
                    type="radio"
                    name="album-order"
                    checked={order === each}
                    onChange={() => choose(each)}
                  />
                  <span>{each === 'own' ? albums.ownOrder : albums.byDate}</span>
                </label>
              ))}
            </fieldset>
            <button type="button" className="button add" onClick={add}>
              <Icon name="plus" size={18} /> {albums.addPhotos}
            </button>
            <button type="button" className="button" onClick={arrange}>
              {albums.arrange}
            </button>
            <button
              type="button"
              className="button download"
              aria-label={albums.download}
              title={albums.download}
              onClick={() => void downloadCollection(id, title, count)}
            >
              <Icon name="download" size={18} /> <span>{albums.download}</span>
            </button>
          </>
        )}
        <MoreMenu
          label={albums.actions}
          actions={[
            { icon: 'edit', label: albums.rename, run: () => setEditing('title') },
            {
              icon: 'trash',
              label: albums.deleteAlbum,
              danger: true,
              run: () => void remove(),
            },
          ]}
        />
      </div>
    </header>
  );
}
