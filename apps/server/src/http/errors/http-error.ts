import { randomBytes } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import { HttpException } from '@nestjs/common';
import {
  isError,
  ForgeError,
  shortened,
  outOfResources,
  type ForgeErrorCode,
  type StorageTrouble,
} from '#domain';
import { storageErrorOf } from '../../database/storage-error-of.js';
import { isOlderPath } from '../gate/own-paths.js';

const STATUS: Record<ForgeErrorCode, number> = {
  malformed: 400,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  not_allowed: 405,
  conflict: 409,
  invalid: 422,
};

const STORAGE_STATUS: Record<StorageTrouble, number> = { full: 507, unavailable: 503 };

/** The API's spelling of a reason phrase, such as `URI_TOO_LONG`; a status without one gets that of its class. */
function nameOf(status: number): string {
  const usual = status < 500 ? 'Bad Request' : 'Internal Server Error';
  return (STATUS_CODES[status] ?? usual).replaceAll(/[^A-Za-z]+/g, '_').toUpperCase();
}

export interface HttpError {
  readonly status: number;
  readonly message: string;
}

/** @returns null for an unexpected error */
export function toHttpError(error: unknown): HttpError | null {
  if (error instanceof ForgeError) return { status: STATUS[error.code], message: error.message };
  if (error instanceof HttpException) return { status: error.getStatus(), message: error.message };
  // Fastify's own refusals (unknown media type, body too large, …) carry their status.
  if (
    isError(error) &&
    'statusCode' in error &&
    typeof error.statusCode === 'number' &&
    error.statusCode < 500
  ) {
    return { status: error.statusCode, message: shortened(error.message) };
  }
  const storage = storageErrorOf(error);
  if (storage !== null) return { status: STORAGE_STATUS[storage.trouble], message: storage.message };
  const code = outOfResources(error);
  return code === null ? null : { status: 503, message: shortage(code) };
}

/** @param code of Node's error */
const shortage = (code: string): string =>
  code === 'EMFILE' || code === 'ENFILE'
    ? `The server has run out of file descriptors (${code}): try again when it has fewer connections, or start it with more (ulimit -n)`
    : `The machine has no memory or process left for this (${code}): try again later`;

/** The form of errors at such a path: REST v5's, or the older API's. */
export const errorBodyFor = (path: string, error: HttpError): Record<string, unknown> =>
  isOlderPath(path) ? olderErrorBody(error) : errorBody(error);

function olderErrorBody({ status, message }: HttpError): Record<string, unknown> {
  if (status !== 401) return { error_code: status, error_message: message };
  return {
    error: 'invalid_token',
    error_description: 'Invalid token, please provide correct token',
  };
}

/** The bodies of REST v5: 401 has one key, all others five. */
export function errorBody({ status, message }: HttpError): Record<string, unknown> {
  if (status === 401) return { message: '401 Unauthorized' };
  return {
    error_code: status,
    error_code_name: nameOf(status),
    error_message: message,
    trace_id: randomBytes(16).toString('hex'),
    message,
  };
}
