import { readdirSync, type Dirent } from 'node:fs';
import { unlessAbsent } from './absent.js';

/** What is in a folder; nothing for one that does not exist, or for a file. */
export const entriesOf = (folder: string): readonly Dirent[] =>
  unlessAbsent(() => readdirSync(folder, { withFileTypes: true })) ?? [];
