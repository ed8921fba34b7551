import { Link } from 'wouter';
import { logOut, useSession } from '../api/session';
import { Icon, type IconName } from '../ui/icon';
import { THEMES, type Theme, useTheme } from '../ui/theme';

const looks: Record<Theme, { icon: IconName; label: string }> = {
  system: { icon: 'screen', label: 'System' },
  light: { icon: 'sun', label: 'Light' },
  dark: { icon: 'moon', label: 'Dark' },
};

export function AccountMenu() {
  const username = useSession((state) => state.session?.username ?? '');
  const { theme, choose } = useTheme();
  return (
    <>
      <button
        type="button"
        className="avatar"
        popoverTarget="account-menu"
        aria-label="Account"
        title="Account"
      >
        {username.slice(0, 1).toUpperCase()}
      </button>
      <div id="account-menu" popover="auto" className="menu" role="group" aria-label="Account">
        <p className="menu-title">
          Logged in as <strong>{username}</strong>
        </p>
        <fieldset className="segmented">
          <legend>Appearance</legend>
          {THEMES.map((each) => (
            <label key={each}>
              <input
                type="radio"
                name="theme"
                checked={theme === each}
                onChange={() => choose(each)}
              />
              <span>
                <Icon name={looks[each].icon} size={16} />
                {looks[each].label}
              </span>
            </label>
          ))}
        </fieldset>
        <Link
          href="/trash"
          className="menu-item"
          onClick={() => document.getElementById('account-menu')?.hidePopover()}
        >
          <Icon name="trash" /> Trash
        </Link>
        <button type="button" className="menu-item" onClick={() => void logOut()}>
          <Icon name="leave" /> Log out
        </button>
        <a className="menu-hint" href="/third-party-notices.txt" target="_blank" rel="noreferrer">
          Software in this page
        </a>
      </div>
    </>
  );
}
