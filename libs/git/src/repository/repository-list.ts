import type { Dirent } from 'node:fs';
import { join } from 'node:path';
import { entriesOf } from '../files/entries-of.js';

/**
 * What is in the folders of owners: repositories, and links to those that move. Files beside the folders, which a desktop
 * may leave, are passed over.
 */
export const placesIn = (root: string): readonly { readonly owner: string; readonly entry: Dirent }[] =>
  entriesOf(root).flatMap(({ name: owner }) =>
    entriesOf(join(root, owner)).map((entry) => ({ owner, entry })),
  );

/** The repositories there, as `<owner>/<path>.git`. */
export const repositoriesIn = (root: string): readonly string[] =>
  placesIn(root)
    .map(({ owner, entry }) => join(owner, entry.name))
    .filter((name) => name.endsWith('.git'));
