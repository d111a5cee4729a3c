export { mergeRequestPayload } from './merge-request.js';
export { commitNotePayload, mergeRequestNotePayload } from './note.js';
export { pushPayload } from './push.js';
export { tagPushPayload } from './tag-push.js';
