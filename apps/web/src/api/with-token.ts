import { session } from './session.svelte.js';

/** An address that the browser opens or saves by itself: where the server wants a token, it has it in its query. */
export const withToken = (url: string): string => {
  const { token } = session;
  if (token === null) return url;
  const [asked = '', hash = ''] = url.split(/(?=#)/);
  return `${asked}${asked.includes('?') ? '&' : '?'}access_token=${encodeURIComponent(token)}${hash}`;
};
