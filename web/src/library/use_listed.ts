import { useEffect, useRef } from 'react';
import { offerList } from './selection';

/** Makes these files the ones that are selected as a whole while the list is on the screen. */
export function useListed(files: readonly { readonly id: string }[]): void {
  const latest = useRef(files);
  latest.current = files;
  useEffect(() => offerList(() => latest.current.map(({ id }) => id)), []);
}
