import { create } from 'zustand';
import { words } from '../messages/words';
import { Icon } from '../ui/icon';

const useUpdate = create(() => ({ ready: false }));

/** Returns whether a page that the drive sends now has other scripts than the one that runs. */
export function isOutdated(page: string, script: string): boolean {
  return !page.includes(new URL(script, location.href).pathname);
}

/** Asks the drive whether this page is the one that it sends, and offers to load it anew if not. */
export async function compareVersions(): Promise<void> {
  const script = document.querySelector<HTMLScriptElement>('script[type="module"][src]')?.src;
  const response = await fetch('/', { cache: 'no-cache' }).catch(() => null);
  if (!script || !response?.ok) return;
  if (isOutdated(await response.text(), script)) useUpdate.setState({ ready: true });
}

/** Offers a new version of the app. It never comes by itself while somebody works. */
export function UpdateNotice() {
  const { ready } = useUpdate();
  return (
    <div role="status" className="connection">
      {ready && (
        <p>
          <Icon name="retry" size={16} />
          <span>{words.offline.updateReady}</span>
          <button type="button" className="button" onClick={() => location.reload()}>
            {words.offline.reload}
          </button>
        </p>
      )}
    </div>
  );
}
