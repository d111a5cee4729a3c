import { errorBodyFor, type HttpError } from './http-error.js';
import { isOwnPath } from '../gate/own-paths.js';

/** An error in the form for such a path: the API's JSON, or text for git and people. */
export const errorAnswer = (path: string, error: HttpError) =>
  isOwnPath(path)
    ? { type: 'application/json; charset=utf-8', text: JSON.stringify(errorBodyFor(path, error)) }
    : { type: 'text/plain; charset=utf-8', text: `${error.message}\n` };
