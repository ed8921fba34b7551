// A photo that was opened from its grid lies one step above it in the browser's history: closing it goes back. A photo
// that was opened by its address has no grid below: closing it takes its place.

interface State {
  readonly overGrid?: boolean;
}

const state = (): State | null => history.state as State | null;

/** Notes in the history that the grid is one step behind; this survives a reload. */
export function markOverGrid(): void {
  history.replaceState({ ...state(), overGrid: true }, '');
}

export const isOverGrid = (): boolean => state()?.overGrid === true;

/** What to give `navigate` so that another photo takes the place of this one. */
export const inItsPlace = () => ({ replace: true, state: state() });
