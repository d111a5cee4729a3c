import type { TagDetails } from '#git';
import { committedWithOffset } from '../shared/times.js';

/** An entry of `GET …/tags`. */
export const tagJson = ({ name, message, commit, tagger }: TagDetails) => ({
  name,
  message,
  commit: { sha: commit.sha, date: commit.date && committedWithOffset(commit.date) },
  tagger: tagger && { name: tagger.name, email: tagger.email, date: committedWithOffset(tagger.date) },
});
