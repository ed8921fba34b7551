export const albumAddress = (id: string): string => `/audio/albums/${id}`;
export const artistAddress = (name: string): string => `/audio/artists/${encodeURIComponent(name)}`;
export const genreAddress = (name: string): string => `/audio/genres/${encodeURIComponent(name)}`;
export const playlistAddress = (id: string): string => `/audio/playlists/${id}`;

/**
 * Returns the name at the end of a path, as the browser has it. The router's parameters are of no use for names: they
 * have been decoded in part, so that "100%" and "AC/DC" cannot be told from what they look like encoded.
 */
export function nameIn(path: string): string {
  const last = path.slice(path.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}
