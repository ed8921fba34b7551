import type { ReactNode } from 'react';
import type { Kind } from '../api/client';
import { explain, Problem } from '../api/problem';
import { EmptyState } from '../ui/empty_state';
import { Icon } from '../ui/icon';
import { chooseFiles } from '../uploads/choose_files';
import type { Catalogue, Item } from './catalogue';
import { SelectionBar } from './selection_bar';
import { useCatalogue } from './use_catalogue';

interface Props {
  kind: Kind;
  title: string;
  empty: { title: string; text: string };
  skeleton: ReactNode;
  children(catalogue: Catalogue, items: readonly Item[]): ReactNode;
}

/** The library of one kind: its files, or a message in their place. */
export function LibraryScreen({ kind, title, empty, skeleton, children }: Props) {
  const [catalogue, { items, complete, error }] = useCatalogue(kind);
  return (
    <section className="library" aria-label={title} aria-busy={!complete && !error}>
      <h1 className="visually-hidden">{title}</h1>
      <SelectionBar />
      {items.length > 0 && children(catalogue, items)}
      {items.length === 0 && complete && <NothingYet kind={kind} {...empty} />}
      {items.length === 0 && !complete && !error && skeleton}
      {error !== null && <LoadFailure error={error} retry={() => void catalogue.load()} />}
    </section>
  );
}

function NothingYet({ kind, title, text }: { kind: Kind; title: string; text: string }) {
  return (
    <EmptyState icon={kind === 'image' ? 'photos' : 'audio'} title={title}>
      <p>{text}</p>
      <button type="button" className="button primary" onClick={() => chooseFiles()}>
        <Icon name="upload" /> Choose files
      </button>
    </EmptyState>
  );
}

function LoadFailure({ error, retry }: { error: unknown; retry(): void }) {
  const id = error instanceof Problem ? error.requestId : null;
  return (
    <EmptyState icon="alert" title="The library could not be loaded">
      <p>{explain(error)}</p>
      {id && <p className="request-id">Request {id}</p>}
      <button type="button" className="button primary" onClick={retry}>
        <Icon name="retry" /> Try again
      </button>
    </EmptyState>
  );
}
