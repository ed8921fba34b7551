import { expect, it } from 'vitest';
import { fieldText, problemText, sentenceText } from './our_words';

it('says a known problem in the words of the app', () => {
  expect(problemText('wrong_password', 'No.')).toBe('This is not your password.');
});

it('takes the number from the sentence of the drive', () => {
  expect(problemText('file_too_large', 'A file can have at most 5000000 bytes.')).toBe(
    'The file is too large: a file can have at most 5,000,000 bytes.',
  );
  expect(fieldText('newPassword', 'too_short', 'A password has at least 10 characters.')).toBe(
    'A password has at least 10 characters.',
  );
  expect(problemText('file_too_large', 'Far too large.')).toBe('Far too large.');
});

it('leaves a sentence alone that it does not know', () => {
  expect(problemText('of_a_later_drive', 'Something else.')).toBe('Something else.');
  expect(fieldText('scopes', 'invalid', 'Choose one.')).toBe('Choose one.');
  expect(sentenceText('Hello.')).toBe('Hello.');
});

it('knows sentences with any number in them', () => {
  const sentence =
    'The clock of your phone is 12 minutes behind the one of this drive. ' +
    'Let both be set automatically, then send the next code.';
  expect(sentenceText(sentence)).toBe(sentence);
  const large = 'The image has 1,060.3 megapixels; AUDMG_MAX_JPEG_MEGAPIXELS allows 150.';
  expect(sentenceText(large)).toBe(large);
});
