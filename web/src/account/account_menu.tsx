import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { logOut, useSession } from '../api/session';
import { words } from '../messages/words';
import { Filled } from '../ui/filled';
import { Icon, type IconName } from '../ui/icon';
import { openKeyHelp } from '../ui/key_help';
import { THEMES, type Theme, useTheme } from '../ui/theme';
import { useAccount } from './use_account';

const looks: Record<Theme, IconName> = { system: 'screen', light: 'sun', dark: 'moon' };

interface Props {
  /** More that the menu offers, above the log-out. */
  children?: ReactNode;
}

export function AccountMenu({ children }: Props) {
  const { account } = words;
  const username = useSession((state) => state.session?.username ?? '');
  const { theme, choose } = useTheme();
  const isAdmin = useAccount()?.role === 'admin';
  return (
    <>
      <button
        type="button"
        className="avatar"
        popoverTarget="account-menu"
        aria-label={account.menu}
        title={account.menu}
      >
        {username.slice(0, 1).toUpperCase()}
      </button>
      <div id="account-menu" popover="auto" className="menu" role="group" aria-label={account.menu}>
        <p className="menu-title">
          <Filled text={account.loggedInAs} parts={{ name: <strong>{username}</strong> }} />
        </p>
        <fieldset className="segmented">
          <legend>{account.appearance}</legend>
          {THEMES.map((each) => (
            <label key={each}>
              <input
                type="radio"
                name="theme"
                checked={theme === each}
                onChange={() => choose(each)}
              />
              <span>
                <Icon name={looks[each]} size={16} />
                {account[each]}
              </span>
            </label>
          ))}
        </fieldset>
        <MenuLink href="/settings" icon="gear" name={account.yourAccount} />
        {isAdmin && <MenuLink href="/people" icon="people" name={account.people} />}
        <button
          type="button"
          className="menu-item keyboard-item"
          popoverTarget="account-menu"
          popoverTargetAction="hide"
          onClick={() => openKeyHelp()}
        >
          <Icon name="keyboard" /> {words.shell.keyboard}
        </button>
        {children}
        <button type="button" className="menu-item" onClick={() => void logOut()}>
          <Icon name="leave" /> {account.logOut}
        </button>
        <a className="menu-hint" href="/third-party-notices.txt" target="_blank" rel="noreferrer">
          {account.notices}
        </a>
      </div>
    </>
  );
}

function MenuLink({ href, icon, name }: { href: string; icon: IconName; name: string }) {
  return (
    <Link
      href={href}
      className="menu-item"
      onClick={() => document.getElementById('account-menu')?.hidePopover()}
    >
      <Icon name={icon} /> {name}
    </Link>
  );
}
