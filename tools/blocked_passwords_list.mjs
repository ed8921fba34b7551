// Packs the 30,000 most frequent passwords that zxcvbn knows into the list that src/audmg/identity/blocked_passwords.hpp
// describes. usage: node tools/blocked_passwords_list.mjs <web/node_modules> <list>
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

const [packages, output] = process.argv.slice(2);

const mostPasswords = 30_000;
const digestBytes = 8;

const lists = createRequire(import.meta.url)(resolve(packages, 'zxcvbn/lib/frequency_lists.js'));
const passwords = lists.passwords.slice(0, mostPasswords);
const digests = passwords.map((password) => createHash('sha256').update(password).digest().subarray(0, digestBytes));
writeFileSync(output, Buffer.concat(digests.sort(Buffer.compare)));
