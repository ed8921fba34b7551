import { type ReactNode, useEffect } from 'react';
import { onReconnect, useConnection } from '../api/connection';
import { words } from '../messages/words';
import { EmptyState } from '../ui/empty_state';
import { Icon, type IconName } from '../ui/icon';
import { useMedia } from '../ui/use_media';
import { chooseFiles } from '../uploads/choose_files';
import type { Catalogue } from './catalogue';
import { LoadFailed } from './load_failed';
import { SelectionBar } from './selection_bar';
import type { Item, Source } from './source';
import { useCatalogue } from './use_catalogue';

interface Props {
  source: Source;
  title: string;
  /** Shown where the source has no files. */
  empty: {
    icon: IconName;
    title: string;
    text: string;
    /** What the user can do; otherwise it is to choose files. */
    action?: ReactNode;
  };
  skeleton: ReactNode;
  children(catalogue: Catalogue, items: readonly Item[]): ReactNode;
}

/** The files of a source, or a message in their place. */
export function LibraryScreen({ source, title, empty, skeleton, children }: Props) {
  const [catalogue, { items, complete, error }] = useCatalogue(source);
  const reachable = useConnection((state) => state.reachable);
  useEffect(
    () =>
      onReconnect(() => {
        if (catalogue.state().error !== null) void catalogue.load();
      }),
    [catalogue],
  );
  const isOffline = items.length === 0 && !complete && !reachable;
  const failure = isOffline ? null : error;
  return (
    <section className="library" aria-label={title} aria-busy={!complete && !error && !isOffline}>
      <h1 className="visually-hidden">{title}</h1>
      <SelectionBar />
      {items.length > 0 && children(catalogue, items)}
      {items.length === 0 && complete && <NothingYet {...empty} />}
      {items.length === 0 && !complete && !error && !isOffline && skeleton}
      {isOffline && <Offline />}
      {failure !== null && (
        <LoadFailed
          title={words.library.loadFailed}
          error={failure}
          retry={() => void catalogue.load()}
        />
      )}
    </section>
  );
}

function NothingYet({ icon, title, text, action }: Props['empty']) {
  const touch = useMedia('(pointer: coarse)');
  if (action) {
    return (
      <EmptyState icon={icon} title={title}>
        <p>{text}</p>
        {action}
      </EmptyState>
    );
  }
  const { emptyOnPhone, chooseFromPhone, chooseFiles: choose } = words.shell;
  return (
    <EmptyState icon={icon} title={title} dropZone>
      <p>{touch ? emptyOnPhone : text}</p>
      <button type="button" className="button primary" onClick={() => chooseFiles()}>
        <Icon name="upload" /> {touch ? chooseFromPhone : choose}
      </button>
    </EmptyState>
  );
}

function Offline() {
  return (
    <EmptyState icon="offline" title={words.library.offline}>
      <p>{words.library.offlineText}</p>
    </EmptyState>
  );
}
