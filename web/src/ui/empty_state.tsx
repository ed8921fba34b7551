import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon';

interface Props {
  icon: IconName;
  title: string;
  children?: ReactNode;
}

/** Fills a screen that has nothing else to show. */
export function EmptyState({ icon, title, children }: Props) {
  return (
    <div className="empty-state">
      <span className="empty-icon">
        <Icon name={icon} size={40} />
      </span>
      <h2>{title}</h2>
      {children}
    </div>
  );
}
