import type { File } from '../api/client';
import { Icon } from '../ui/icon';
import { StillPicture } from './still_picture';

/** The picture of a file, cropped to a square; a sign where it has none. */
export function SquarePicture({ file }: { file: File | undefined }) {
  const url = file?.thumbnails?.medium ?? file?.thumbnails?.small;
  if (!file || !url) return <Icon name={file?.kind === 'audio' ? 'audio' : 'photos'} size={32} />;
  return <StillPicture file={file} url={url} />;
}
