/** The leaves of request schemas: each accepts all forms that clients send, and documents its value in JSON Schema. */
export * from './schemas/base64.js';
export * from './schemas/lenient.js';
export * from './schemas/lists.js';
export * from './schemas/numbers.js';
export * from './schemas/paging.js';
export * from './schemas/repository-name.js';
export * from './schemas/requests.js';
export * from './schemas/text.js';
export * from './schemas/times.js';
