import { words } from '../messages/words';
import { Dialog } from './dialog';
import { type KeyGroup, openKeyHelp, useKeyGroups } from './key_help';

/** Lists the keys that work on the screen. */
export function KeyHelpDialog() {
  const { groups, open } = useKeyGroups();
  const { keyboardTitle, close } = words.shell;
  return (
    <Dialog title={keyboardTitle} open={open} onClose={() => openKeyHelp(false)}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, which keys must be able to do, too. */}
      <section className="key-groups" tabIndex={0} aria-label={keyboardTitle}>
        {groups.map((group) => (
          <Group key={group.title} group={group} />
        ))}
      </section>
      <div className="actions">
        <button type="button" className="button" onClick={() => openKeyHelp(false)}>
          {close}
        </button>
      </div>
    </Dialog>
  );
}

function Group({ group: { title, lines } }: { group: KeyGroup }) {
  return (
    <section>
      <h3>{title}</h3>
      <dl>
        {Object.entries(lines).map(([keys, does]) => (
          <div key={keys}>
            <dt>
              {keys.split(' ').map((combination) => (
                <span key={combination}>
                  {combination.split('+').map((key) => (
                    <kbd key={key}>{words.shell.keyNames[key] ?? key}</kbd>
                  ))}
                </span>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
