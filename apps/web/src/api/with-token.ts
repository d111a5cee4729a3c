import { session } from './session.svelte.js';

/** An address that the browser opens or saves by itself: where the server wants a token, it has it in its query. */
export const withToken = (url: string): string => {
  const { token } = session;
  if (token === null) return url;
  return `${url}${url.includes('?') ? '&' : '?'}access_token=${encodeURIComponent(token)}`;
};
