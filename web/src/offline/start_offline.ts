import { followInstall } from './install';
import { startShared } from './start_shared';
import { compareVersions } from './update';

/** The worker must not take the network from the first screen. */
const REGISTER_AFTER_MS = 3000;
/** How often a page that stays open asks for a new version. */
const UPDATE_MS = 3_600_000;

async function register(): Promise<void> {
  try {
    await navigator.serviceWorker.register('/sw.js', { updateViaCache: 'none' });
  } catch {
    // The app works without.
    return;
  }
  const registration = await navigator.serviceWorker.ready;
  registration.addEventListener('updatefound', () => {
    const worker = registration.installing;
    worker?.addEventListener('statechange', () => {
      if (worker.state === 'activated') void compareVersions();
    });
  });
  let updatedAt = Date.now();
  document.addEventListener('visibilitychange', () => {
    if (document.hidden || Date.now() - updatedAt < UPDATE_MS) return;
    updatedAt = Date.now();
    registration.update().catch(() => undefined);
  });
}

/** Makes the app one that can be installed, works offline and takes shared files, where the page is secure. */
export function startOffline(): void {
  followInstall();
  startShared();
  // Pages that are not secure have no service workers; while the app is being developed there is none to register.
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  setTimeout(() => void register(), REGISTER_AFTER_MS);
}
