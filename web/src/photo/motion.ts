import type { File } from '../api/client';

/** Returns the URL of the video that belongs to a motion photo or live photo. */
export function motionOf({ renditions, companions }: Pick<File, 'renditions' | 'companions'>) {
  return (
    renditions?.find(({ name }) => name === 'motion')?.url ??
    companions?.find(({ kind }) => kind === 'video')?.url
  );
}
