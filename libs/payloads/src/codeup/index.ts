import type { Dialect } from '../dialect.js';
import { documented } from '../documented/index.js';

/** Codeup, the predecessor: its own headers, and the payloads that AtomGit's page has taken over from it. */
export const codeup: Dialect = {
  name: 'codeup',
  headers: {
    userAgent: 'Codeup-Hook',
    event: ['X-Codeup-Event'],
    delivery: ['X-Codeup-Delivery'],
    token: 'X-Codeup-Token',
    signature: null,
  },
  showsDelivery: false,
  needsDetails: false,
  body: documented.body,
  schemas: documented.schemas,
};
