import { create } from 'zustand';
import { words } from '../messages/words';
import { Icon } from '../ui/icon';

/** The event by which Chromium offers that the app can be installed. */
interface InstallPrompt extends Event {
  prompt(): Promise<void>;
}

const useInstall = create<{ offer: InstallPrompt | null }>(() => ({ offer: null }));

/** Keeps the browser's offer for the menu. */
export function followInstall(): void {
  addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault();
    useInstall.setState({ offer: event as InstallPrompt });
  });
  addEventListener('appinstalled', () => useInstall.setState({ offer: null }));
}

/** The button of the menu that installs the app; nothing where the browser does not offer it. */
export function InstallItem() {
  const offer = useInstall((state) => state.offer);
  if (!offer) return null;
  const install = () => {
    // An offer is good for one question.
    useInstall.setState({ offer: null });
    void offer.prompt();
  };
  return (
    <button type="button" className="menu-item" onClick={install}>
      <Icon name="download" /> {words.offline.install}
    </button>
  );
}
