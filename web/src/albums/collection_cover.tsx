import { useEffect } from 'react';
import { freshFile } from '../library/fetch_files';
import { useCachedFile } from '../library/file_cache';
import { StillPicture } from '../library/still_picture';
import { Icon } from '../ui/icon';
import type { Collection } from './collections';

interface Props {
  collection: Collection;
  /** Whether the cover is so large that the small thumbnail would look soft. */
  large?: boolean;
}

/** The picture that stands for a collection; a sign where there is none. */
export function CollectionCover({ collection, large = false }: Props) {
  const { coverFileId = '', kind } = collection;
  const file = useCachedFile(coverFileId);
  useEffect(() => {
    // Without a picture the sign stays; it is tried again with the next screen.
    if (coverFileId && !file) void freshFile(coverFileId).catch(() => undefined);
  }, [coverFileId, file]);
  const { small, medium, large: full } = file?.thumbnails ?? {};
  const url = large ? (medium ?? full ?? small) : small;
  return (
    <span className="collection-cover">
      {file && url ? (
        <StillPicture file={file} url={url} />
      ) : (
        <Icon name={kind} size={large ? 40 : 24} />
      )}
    </span>
  );
}
