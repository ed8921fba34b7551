import { type ReactNode, useEffect, useRef } from 'react';
import { words } from '../messages/words';
import { Mark } from '../ui/mark';
import { useTitle } from '../ui/use_title';
import { Skyline } from './skyline';

interface Props {
  title: string;
  notice?: string | undefined;
  children: ReactNode;
}

/** A page with one thing to do, for people who are not logged in. The id of its heading is "card-title". */
export function Card({ title, notice, children }: Props) {
  useTitle(title);
  const heading = useRef<HTMLHeadingElement>(null);
  // What had the keyboard may be gone with the card before: go on from the top, and have the title read.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each title is a card of its own.
  useEffect(() => {
    if (document.activeElement === document.body) heading.current?.focus();
  }, [title]);
  return (
    <main className="entrance">
      <div className="showcase">
        <Skyline />
        <p className="showcase-name">
          <Mark size={36} /> Audmg Drive
        </p>
        <p className="showcase-claim">{words.entrance.claim}</p>
      </div>
      <div className="account">
        <div className="account-card">
          <h1 id="card-title" ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {notice && (
            <p className="notice" role="status">
              {notice}
            </p>
          )}
          {children}
        </div>
      </div>
    </main>
  );
}
