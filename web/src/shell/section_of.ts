/** Returns which of the sections the page is in: the one with the longest address that leads to it. */
export function sectionOf(path: string, hrefs: readonly string[]): string | undefined {
  return hrefs
    .filter((href) => path === href || path.startsWith(`${href}/`))
    .reduce<string | undefined>(
      (best, href) => (href.length > (best?.length ?? 0) ? href : best),
      undefined,
    );
}
