/** Returns the address of the screen at `base`, with the query that it has now unless `base` has one itself. */
export function screenAddress(base: string): string {
  return base.includes('?') ? base : base + location.search;
}

/** Returns the address of a picture above the screen at `base`; the query of the screen stays. */
export function photoAddress(base: string, id: string): string {
  const screen = screenAddress(base);
  const at = screen.indexOf('?');
  return at < 0 ? `${screen}/${id}` : `${screen.slice(0, at)}/${id}${screen.slice(at)}`;
}
