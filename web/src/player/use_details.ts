import { useQuery } from '@tanstack/react-query';
import type { File } from '../api/client';
import { fetchFile } from '../library/fetch_files';
import { type Lyrics, parseLyrics } from './lyrics';

export interface Chapter {
  readonly startSeconds: number;
  readonly title?: string;
}

interface Details {
  readonly lyrics: Lyrics | null;
  readonly chapters: readonly Chapter[];
}

const none: Details = { lyrics: null, chapters: [] };

/** Returns what lists of files leave out: it takes a request for the file itself. */
export function useDetails({ fileId }: File): Details {
  const { data = none } = useQuery({
    queryKey: ['player-details', fileId],
    queryFn: async () => {
      const file = await fetchFile(fileId);
      const text = file?.tags?.lyrics?.trim();
      return { lyrics: text ? parseLyrics(text) : null, chapters: file?.chapters ?? [] };
    },
  });
  return data;
}
