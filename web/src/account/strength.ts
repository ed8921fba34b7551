import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';
import { words } from '../messages/words';

/** Longer passwords are strong by their length; estimating them would take long. */
const MAX_ESTIMATED = 100;

const estimator = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });

/** How hard a password is to guess: a score from 0 to 4, and the same in words. */
export interface Strength {
  readonly score: number;
  readonly words: string;
}

/** Estimates the strength of a password for somebody about whom guessers know `known`. */
export function strengthOf(password: string, known: readonly string[]): Strength {
  const parts = known.flatMap((each) => [each, ...each.split(/[^\p{L}\p{N}]+/u)]);
  const inputs = ['audmg', 'drive', ...parts.filter((part) => part.length > 2)];
  const { score } = estimator.check(password.slice(0, MAX_ESTIMATED), inputs);
  return { score, words: words.account.strength[score] ?? '' };
}
