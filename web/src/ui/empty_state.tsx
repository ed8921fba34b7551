import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon';
import { illustrationFor } from './illustration';

interface Props {
  /** Chooses the illustration; shown itself where there is none for it. */
  icon: IconName;
  title: string;
  /** Takes the place of the illustration that belongs to the icon. */
  illustration?: ReactNode;
  /** Files can be dropped here, which the whole area shows. */
  dropZone?: boolean;
  children?: ReactNode;
}

/** Fills a screen that has nothing else to show. */
export function EmptyState({ icon, title, illustration, dropZone = false, children }: Props) {
  const drawing = illustration ?? illustrationFor(icon);
  return (
    <div className={`empty-state ${dropZone ? 'drop-zone' : ''}`}>
      {drawing ?? (
        <span className="empty-icon">
          <Icon name={icon} size={40} />
        </span>
      )}
      <h2>{title}</h2>
      {children}
    </div>
  );
}
