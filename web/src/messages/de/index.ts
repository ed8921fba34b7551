import type { Words } from '../en';
import { account } from './account';
import { albums } from './albums';
import { edit } from './edit';
import { entrance } from './entrance';
import { library } from './library';
import { music } from './music';
import { offline } from './offline';
import { people } from './people';
import { photo } from './photo';
import { places } from './places';
import { player } from './player';
import { problems } from './problems';
import { search } from './search';
import { settings } from './settings';
import { shell } from './shell';
import { timeline } from './timeline';
import { trash } from './trash';
import { ui } from './ui';
import { uploads } from './uploads';

export { sentences } from './sentences';

export const de: Words = {
  account,
  albums,
  edit,
  entrance,
  library,
  music,
  offline,
  people,
  photo,
  places,
  player,
  problems,
  search,
  settings,
  shell,
  timeline,
  trash,
  ui,
  uploads,
};
