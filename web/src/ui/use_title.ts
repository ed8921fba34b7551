import { useEffect } from 'react';

interface Title {
  readonly title: string;
  readonly layer: number;
}

/** The titles of all that is shown, in the order in which it came. */
const titles: Title[] = [];

function show(): void {
  // Of one layer the last: a screen names itself better than the table of screens does.
  const [top] = titles.toReversed().sort((a, b) => b.layer - a.layer);
  if (top) document.title = `${top.title} · Audmg Drive`;
}

/**
 * Names the page in the browser's tab and history while the component is shown. What lies above the screen, as a photo
 * does, has a higher layer, and its name wins.
 */
export function useTitle(title: string, layer = 0): void {
  useEffect(() => {
    const own = { title, layer };
    titles.push(own);
    show();
    return () => {
      titles.splice(titles.indexOf(own), 1);
      show();
    };
  }, [title, layer]);
}
