import { navigate, useHistoryState } from 'wouter/use-browser-location';

/**
 * Whether the sheet of that name is open, and how to open and close it. An open sheet is an entry of the browser's
 * history, so that Back closes it. A link in it must replace that entry.
 */
export function useSheet(name: string): { open: boolean; show(): void; close(): void } {
  const open = useHistoryState<{ sheet?: string } | null>()?.sheet === name;
  return {
    open,
    show: () => navigate(location.pathname + location.search, { state: { sheet: name } }),
    close: () => history.back(),
  };
}
