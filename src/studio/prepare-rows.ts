import { groupAlike } from '../evaluation/group-alike.ts';
import { splitRows } from '../evaluation/split-rows.ts';
import { takeRows, type LabelledSet } from './labelled-set.ts';
