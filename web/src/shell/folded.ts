import { create } from 'zustand';

const KEY = 'audmg.sidebar';

/** Whether the user has folded the sidebar to its icons; this browser remembers it. */
export const useFolded = create<{ folded: boolean; toggle(): void }>((set, get) => ({
  folded: localStorage.getItem(KEY) === 'folded',
  toggle() {
    const folded = !get().folded;
    if (folded) localStorage.setItem(KEY, 'folded');
    else localStorage.removeItem(KEY);
    set({ folded });
  },
}));
