import { useEffect, useState } from 'react';

/** Returns the token in a fragment like "#token=abc", or null. */
export function tokenIn(hash: string): string | null {
  return new URLSearchParams(hash.replace(/^#/, '')).get('token') || null;
}

/**
 * Returns the token of the link that has led here, or null, and removes it from the address bar, so that
 * it is neither seen, nor kept in the history, nor shared with the address.
 */
export function useLinkToken(): string | null {
  const [token, setToken] = useState(() => tokenIn(location.hash));
  useEffect(() => {
    const take = () => {
      const found = tokenIn(location.hash);
      if (found === null) return;
      setToken(found);
      history.replaceState(history.state, '', location.pathname + location.search);
    };
    take();
    // A second link opened in the same tab changes nothing but the fragment.
    window.addEventListener('hashchange', take);
    return () => window.removeEventListener('hashchange', take);
  }, []);
  return token;
}
