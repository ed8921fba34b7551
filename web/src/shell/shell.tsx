import type { ReactNode } from 'react';
import { DeletionBanner } from '../account/deletion_banner';
import { words } from '../messages/words';
import { UpdateNotice } from '../offline/update';
import { PlayerDock } from '../player/player_dock';
import { useKeyHelp } from '../ui/key_help';
import { KeyHelpLayer } from '../ui/key_help_layer';
import { useMedia } from '../ui/use_media';
import { DropTarget } from '../uploads/drop_target';
import { UploadDock } from '../uploads/upload_dock';
import { BottomBar } from './bottom_bar';
import { ConnectionNotice } from './connection_notice';
import { useFolded } from './folded';
import { Sidebar } from './sidebar';
import { TopBar } from './top_bar';
import { useFreshSpace } from './use_fresh_space';

/** The parts that stay while the screens change: navigation, bar, player, uploads. */
export function Shell({ children }: { children: ReactNode }) {
  const phone = useMedia('(width < 640px)');
  const wide = useMedia('(width >= 1000px)');
  const folded = useFolded((state) => state.folded);
  useFreshSpace();
  useKeyHelp(words.shell.keys);
  const rail = !wide || folded;
  return (
    <DropTarget>
      <div className={`shell ${rail ? 'rail' : ''}`}>
        <a className="skip" href="#main">
          {words.shell.skip}
        </a>
        {!phone && <Sidebar rail={rail} canFold={wide} />}
        <div className="shell-body">
          <TopBar phone={phone} />
          <ConnectionNotice />
          <UpdateNotice />
          <DeletionBanner />
          <main id="main" tabIndex={-1}>
            {children}
          </main>
        </div>
        <div className="dock">
          <UploadDock />
          <PlayerDock />
        </div>
        {phone && <BottomBar />}
      </div>
      <KeyHelpLayer />
    </DropTarget>
  );
}
