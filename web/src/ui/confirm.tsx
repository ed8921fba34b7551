import { useEffect, useRef } from 'react';
import { create } from 'zustand';
import { words } from '../messages/words';

interface Question {
  title: string;
  text: string;
  /** The label of the button that confirms. */
  action: string;
  answer(yes: boolean): void;
}

const useQuestion = create<{ question: Question | null }>(() => ({ question: null }));

/** Asks before something is done that cannot be undone. Resolves to whether the user agreed. */
export function confirm(title: string, text: string, action: string): Promise<boolean> {
  return new Promise((resolve) => {
    const answer = (yes: boolean) => {
      useQuestion.setState({ question: null });
      resolve(yes);
    };
    useQuestion.setState({ question: { title, text, action, answer } });
  });
}

export function Confirmation() {
  const question = useQuestion((state) => state.question);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (question) dialog.current?.showModal();
    else dialog.current?.close();
  }, [question]);
  return (
    <dialog
      ref={dialog}
      className="confirmation"
      aria-labelledby="confirmation-title"
      onCancel={() => question?.answer(false)}
      onKeyDown={(event) => event.stopPropagation()}
    >
      {question && (
        <>
          <h2 id="confirmation-title">{question.title}</h2>
          <p>{question.text}</p>
          <div className="actions">
            <button type="button" className="button" onClick={() => question.answer(false)}>
              {words.ui.cancel}
            </button>
            <button type="button" className="button danger" onClick={() => question.answer(true)}>
              {question.action}
            </button>
          </div>
        </>
      )}
    </dialog>
  );
}
