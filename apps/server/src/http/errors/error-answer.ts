import { errorBodyFor, type HttpError } from './http-error.js';
import { isOwnPath } from '../gate/own-paths.js';

/** A refusal in the form that whoever asks for such a path reads: the API's JSON, or text for git and for people. */
export const errorAnswer = (path: string, error: HttpError) =>
  isOwnPath(path)
    ? { type: 'application/json; charset=utf-8', text: JSON.stringify(errorBodyFor(path, error)) }
    : { type: 'text/plain; charset=utf-8', text: `${error.message}\n` };
