import type { KeyboardEvent } from 'react';
import { words } from '../messages/words';
import { Icon, type IconName } from '../ui/icon';

export type TabName = 'cover' | 'queue' | 'lyrics' | 'chapters';

const icons: Record<TabName, IconName> = {
  cover: 'audio',
  queue: 'queue',
  lyrics: 'lyrics',
  chapters: 'chapters',
};

interface Props {
  tabs: readonly TabName[];
  shown: TabName;
  show(tab: TabName): void;
}

/** Chooses what is beside the cover, or in its place on phones: where there is room, "cover" shows the queue too. */
export function NowPlayingTabs({ tabs, shown, show }: Props) {
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by || event.shiftKey) return;
    event.preventDefault();
    const to = tabs[(tabs.indexOf(shown) + by + tabs.length) % tabs.length] as TabName;
    show(to);
    event.currentTarget.querySelector<HTMLElement>(`[data-tab=${to}]`)?.focus();
  };
  return (
    <div className="now-playing-tabs" role="tablist" onKeyDown={onKeyDown}>
      {tabs.map((tab) => (
        <button
          key={tab}
          type="button"
          role="tab"
          data-tab={tab}
          className={`tab-${tab}`}
          aria-selected={tab === shown}
          aria-controls="now-playing-panel"
          tabIndex={tab === shown ? 0 : -1}
          onClick={() => show(tab)}
        >
          <Icon name={icons[tab]} size={18} />
          <span>{words.player[tab]}</span>
        </button>
      ))}
    </div>
  );
}
