import { useConnection } from '../api/connection';
import { words } from '../messages/words';
import { Icon } from '../ui/icon';

/** Says that the drive cannot be reached. */
export function ConnectionNotice() {
  const reachable = useConnection((state) => state.reachable);
  return (
    <div role="status" className="connection">
      {!reachable && (
        <p>
          <Icon name="offline" size={16} /> {words.shell.unreachable}
        </p>
      )}
    </div>
  );
}
