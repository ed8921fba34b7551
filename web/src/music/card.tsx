import { Link } from 'wouter';
import { words } from '../messages/words';
import { Cover } from '../player/cover';
import { IconButton } from '../ui/icon_button';
import { useFile } from './want_file';

/** What a card shows: an album, an artist, a playlist. */
export interface CardItem {
  readonly href: string;
  readonly title: string;
  readonly subtitle: string;
  readonly coverFileId?: string | undefined;
  /** The name whose colour it has without a picture. */
  readonly seed?: string | undefined;
  readonly round?: boolean;
  play?(): void;
}

interface Props extends CardItem {
  index: number;
  tabStop: boolean;
}

/** A cover with what it is of below, which leads to its page. */
export function Card({
  href,
  title,
  subtitle,
  coverFileId,
  seed,
  round,
  play,
  index,
  tabStop,
}: Props) {
  const file = useFile(coverFileId);
  return (
    <div role="listitem" className={`card ${round ? 'round' : ''}`}>
      <Link href={href} className="card-link" data-index={index} tabIndex={tabStop ? 0 : -1}>
        <Cover file={file} size="card" of={{ name: title, seed }} />
        <strong>{title}</strong>
        <small>{subtitle}</small>
      </Link>
      {play && (
        <IconButton
          icon="play"
          label={words.music.playName(title)}
          className="card-play"
          tabIndex={-1}
          onClick={play}
        />
      )}
    </div>
  );
}
