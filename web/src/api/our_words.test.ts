import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { loadWords } from '../messages/words';
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

describe('in German', () => {
  beforeAll(async () => {
    vi.stubGlobal('localStorage', { getItem: () => 'de' });
    vi.stubGlobal('navigator', { languages: ['de-DE'] });
    vi.stubGlobal('document', { documentElement: {} });
    await loadWords();
  });
  afterAll(() => vi.unstubAllGlobals());

  it('says what the drive says in English', () => {
    expect(problemText('unknown', 'The request is not valid.')).toBe('Die Anfrage ist ungültig.');
    expect(
      sentenceText('The image has 1,060.3 megapixels; AUDMG_MAX_JPEG_MEGAPIXELS allows 150.'),
    ).toBe('Das Bild hat 1.060,3 Megapixel; AUDMG_MAX_JPEG_MEGAPIXELS erlaubt 150.');
  });

  it('says what it knows of a sentence, and of several', () => {
    expect(sentenceText('The image cannot be decoded: bad marker.')).toBe(
      'Das Bild lässt sich nicht lesen: bad marker.',
    );
    expect(
      sentenceText(
        'The image has 0.2 megapixels; AUDMG_MAX_HEIF_MEGAPIXELS allows 0.1. What is shown is the small picture in the file.',
      ),
    ).toBe(
      'Das Bild hat 0,2 Megapixel; AUDMG_MAX_HEIF_MEGAPIXELS erlaubt 0,1. Zu sehen ist das kleine Bild, das in der Datei steckt.',
    );
    expect(sentenceText('Hello. It is new.')).toBe('Hello. It is new.');
  });
});
