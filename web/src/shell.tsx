import type { ReactNode } from 'react';
import { Link, useRoute } from 'wouter';
import { AccountMenu } from './account/account_menu';
import { useConnection } from './api/connection';
import { PlayerBar } from './audio/player_bar';
import { Icon, type IconName } from './ui/icon';
import { DropTarget } from './uploads/drop_target';
import { UploadButton } from './uploads/upload_button';
import { UploadPanel } from './uploads/upload_panel';

/** The parts that stay while the screens change: bar, player, uploads. */
export function Shell({ children }: { children: ReactNode }) {
  return (
    <DropTarget>
      <a className="skip" href="#main">
        Skip to the library
      </a>
      <header className="top-bar">
        <Link href="/photos" className="brand" aria-label="Audmg Drive, home">
          <img src="/favicon.svg" alt="" width="28" height="28" />
          <span>Audmg</span>
        </Link>
        <nav aria-label="Library" className="sections">
          <Section href="/photos" icon="photos" name="Photos" />
          <Section href="/audio" icon="audio" name="Audio" />
        </nav>
        <div className="top-actions">
          <UploadButton />
          <AccountMenu />
        </div>
      </header>
      <ConnectionNotice />
      <main id="main" tabIndex={-1}>
        {children}
      </main>
      <div className="dock">
        <UploadPanel />
        <PlayerBar />
      </div>
    </DropTarget>
  );
}

function Section({ href, icon, name }: { href: string; icon: IconName; name: string }) {
  const [here] = useRoute(`${href}/*?`);
  return (
    <Link href={href} className="section" aria-current={here ? 'page' : undefined}>
      <Icon name={icon} /> {name}
    </Link>
  );
}

function ConnectionNotice() {
  const reachable = useConnection((state) => state.reachable);
  return (
    <div role="status" className="connection">
      {!reachable && (
        <p>
          <Icon name="offline" size={16} /> The drive cannot be reached. What is here stays; the
          rest goes on by itself.
        </p>
      )}
    </div>
  );
}
