import { useQuery } from '@tanstack/react-query';
import { reachable } from '../api/base';
import type { File } from '../api/client';
import { type Peaks, parsePeaks } from './peaks';

async function fetchPeaks(url: string): Promise<Peaks> {
  const response = await fetch(reachable(url));
  if (!response.ok) throw new Error(`no waveform: ${response.status}`);
  return parsePeaks(await response.arrayBuffer());
}

/** Returns the waveform of a song once it has been fetched. */
export function usePeaks(file: File | undefined): Peaks | undefined {
  return useQuery({
    queryKey: ['peaks', file?.fileId],
    queryFn: () => fetchPeaks(file?.waveformUrl as string),
    enabled: file?.waveformUrl !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  }).data;
}
