import type { Wording } from './wording.ts';
import { dangerWordings } from './wordings-danger.ts';
import { serviceWordings } from './wordings-service.ts';
import { threatWordings } from './wordings-threats.ts';
import { wrongWordings } from './wordings-wrongs.ts';

/** Raised when a wording changes: what was triaged with other wordings is triaged again. */
export const wordingsVersion = 4;

export const wordings: ReadonlyMap<string, Wording> = new Map(
  [...dangerWordings, ...wrongWordings, ...threatWordings, ...serviceWordings].map((wording) => [wording.name, wording]),
);
