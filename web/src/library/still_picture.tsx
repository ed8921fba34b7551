import { reachable } from '../api/base';
import type { File } from '../api/client';
import { Placeholder } from '../ui/placeholder';

/** One of the thumbnails of a file, with its placeholder until it is there. The names around it say what it is. */
export function StillPicture({ file, url }: { file: File; url: string }) {
  return (
    <>
      {file.placeholder && <Placeholder hash={file.placeholder} />}
      <img
        src={reachable(url)}
        alt=""
        crossOrigin="anonymous"
        decoding="async"
        loading="lazy"
        draggable={false}
      />
    </>
  );
}
