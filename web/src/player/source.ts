import { reachable } from '../api/base';
import type { File } from '../api/client';

/** Containers that some browsers claim to play, but cannot seek in, or cannot play with every codec. */
const UNSURE: ReadonlySet<string> = new Set(['audio/aiff', 'audio/aac']);

/**
 * Returns the URL to play: the original if the browser surely plays it, or else a rendition that it plays.
 * Renditions come in the order universal, opus; Opus is the better one at its size.
 */
export function sourceOf(file: File, canPlay: (type: string) => string): string {
  if (!UNSURE.has(file.contentType) && canPlay(file.contentType) !== '')
    return reachable(file.fileUrl);
  const playable = (file.renditions ?? []).filter(
    (rendition) => canPlay(rendition.contentType) !== '',
  );
  const best = playable.find((rendition) => rendition.name === 'opus') ?? playable[0];
  return reachable(best?.url ?? file.fileUrl);
}
