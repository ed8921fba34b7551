import { useEffect } from 'react';
import { create } from 'zustand';

export interface UploadTarget {
  readonly id: string;
  readonly title: string;
}

/** The album that is open: what is uploaded meanwhile goes into it, too. */
export const useUploadTarget = create<{ album: UploadTarget | null }>(() => ({ album: null }));

/** Has uploads go into this album while the component is shown. */
export function useUploadsInto(id: string, title: string): void {
  useEffect(() => {
    useUploadTarget.setState({ album: { id, title } });
    return () => useUploadTarget.setState({ album: null });
  }, [id, title]);
}
