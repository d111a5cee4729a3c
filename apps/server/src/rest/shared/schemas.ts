/** What requests are made of, leaf by leaf: each reads every form that clients send, and says in JSON Schema what it holds. */
export * from './schemas/base64.js';
export * from './schemas/lenient.js';
export * from './schemas/lists.js';
export * from './schemas/numbers.js';
export * from './schemas/paging.js';
export * from './schemas/requests.js';
export * from './schemas/text.js';
export * from './schemas/times.js';
