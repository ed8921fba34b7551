import { explain, Problem } from '../api/problem';
import { words } from '../messages/words';
import { EmptyState } from '../ui/empty_state';
import { Icon } from '../ui/icon';

interface Props {
  title: string;
  error: unknown;
  retry(): void;
}

/** Takes the place of a list that could not be fetched: why, and a button that tries again. */
export function LoadFailed({ title, error, retry }: Props) {
  const id = error instanceof Problem ? error.requestId : null;
  return (
    <EmptyState icon="alert" title={title}>
      <p>{explain(error)}</p>
      {id && <p className="request-id">{words.library.request(id)}</p>}
      <button type="button" className="button primary" onClick={retry}>
        <Icon name="retry" /> {words.library.tryAgain}
      </button>
    </EmptyState>
  );
}
