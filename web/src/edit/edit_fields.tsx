import { type ReactNode, useId } from 'react';
import type { File } from '../api/client';
import { words } from '../messages/words';
import { Icon } from '../ui/icon';
import { IconButton } from '../ui/icon_button';
import { DateField } from './date_field';
import { type Draft, distinct, type Field, UNTOUCHED, type Values } from './draft';
import { KeywordField } from './keyword_field';
import { RatingField } from './rating_field';
import { SuggestedInput } from './suggested_input';

interface Props {
  files: readonly File[];
  draft: Draft;
  onChange(draft: Draft): void;
}

/** The fields of the panel. */
export function EditFields({ files, draft, onChange }: Props) {
  const { edit } = words;
  const id = useId();
  const set = <F extends Field>(field: F, value: Values[F]) =>
    onChange({ ...draft, values: { ...draft.values, [field]: value } });
  /** The value to show; undefined where the files differ or are asked. */
  const shown = <F extends Field>(field: F): Values[F] | undefined => {
    const entered = draft.values[field];
    if (entered !== undefined) return entered ?? undefined;
    const [first, ...others] = distinct(files, field);
    return others.length === 0 ? first : undefined;
  };
  const hint = (field: Field): string | undefined => {
    const entered = draft.values[field];
    if (entered === null) return edit.fromTheFile;
    const count = distinct(files, field).length;
    return entered === undefined && count > 1 ? edit.differing(count) : undefined;
  };
  const resetOf = (field: Field) => {
    const isReset = draft.values[field] === null;
    const { [field]: _, ...others } = draft.values;
    const toggle = () =>
      onChange({ ...draft, values: isReset ? others : { ...others, [field]: null } });
    return { isReset, toggle };
  };
  return (
    <>
      <WithReset {...resetOf('title')}>
        <div className="field">
          <label htmlFor={`${id}-title`}>{edit.title}</label>
          <input
            id={`${id}-title`}
            type="text"
            maxLength={512}
            value={shown('title') ?? ''}
            placeholder={hint('title')}
            onChange={(event) => set('title', event.target.value)}
          />
        </div>
      </WithReset>
      <WithReset {...resetOf('description')}>
        <div className="field">
          <label htmlFor={`${id}-description`}>{edit.description}</label>
          <textarea
            id={`${id}-description`}
            rows={3}
            maxLength={16384}
            value={shown('description') ?? ''}
            placeholder={hint('description')}
            onChange={(event) => set('description', event.target.value)}
          />
        </div>
      </WithReset>
      <WithReset label={edit.asTheCameraSays} {...resetOf('date')}>
        <DateField
          value={shown('date') ?? ''}
          hint={hint('date')}
          onChange={(date) => set('date', date)}
        />
      </WithReset>
      <WithReset {...resetOf('place')}>
        <div className="field">
          <label htmlFor={`${id}-place`}>{edit.place}</label>
          <SuggestedInput
            id={`${id}-place`}
            facet="place"
            maxLength={512}
            value={shown('place') ?? ''}
            placeholder={hint('place')}
            onChange={(place) => set('place', place)}
            onChoose={(place) => set('place', place)}
          />
        </div>
      </WithReset>
      <WithReset
        isReset={draft.keywords === null}
        toggle={() =>
          onChange({ ...draft, keywords: draft.keywords === null ? UNTOUCHED.keywords : null })
        }
      >
        <KeywordField
          files={files}
          draft={draft.keywords}
          onChange={(keywords) => onChange({ ...draft, keywords })}
        />
      </WithReset>
      <RatingField
        value={shown('rating')}
        hint={hint('rating')}
        onChange={(rating) => set('rating', rating)}
      />
      <label className="switch">
        <input
          type="checkbox"
          checked={shown('favorite') ?? false}
          ref={(box) => {
            if (box) box.indeterminate = shown('favorite') === undefined;
          }}
          onChange={(event) => set('favorite', event.target.checked)}
        />
        <Icon name={shown('favorite') ? 'heart-filled' : 'heart'} /> {edit.favorite}
      </label>
    </>
  );
}

interface WithResetProps {
  /** Written out below the field; otherwise the button is an icon beside the field's name. */
  label?: string;
  isReset: boolean;
  toggle(): void;
  children: ReactNode;
}

/** A field with the button that goes back to what the file itself says. */
function WithReset({ label, isReset, toggle, children }: WithResetProps) {
  return (
    <div className="with-reset">
      {children}
      {label ? (
        <button type="button" className="reset written" aria-pressed={isReset} onClick={toggle}>
          <Icon name="retry" size={16} /> {label}
        </button>
      ) : (
        <IconButton
          icon="retry"
          size={16}
          className="reset"
          label={words.edit.asTheFileSays}
          aria-pressed={isReset}
          onClick={toggle}
        />
      )}
    </div>
  );
}
