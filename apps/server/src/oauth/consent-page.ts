import { escapedHtml } from '../http/escaped-html.js';

/** The question on the page. */
export interface ConsentQuestion {
  readonly application: string;
  readonly scope: string;
  readonly returnTo: string;
  /** The form's one-time value. */
  readonly form: string;
  /** Why it asks again; null at first. */
  readonly problem: string | null;
}

/**
 * Asks a user for their token. It has no scripts and styles and loads nothing; the form is sent to the page's own
 * address.
 */
export const consentPage = ({ application, scope, returnTo, form, problem }: ConsentQuestion): string =>
  `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Let ${escapedHtml(application)} in?</title></head>
<body>
<h1>Let ${escapedHtml(application)} in?</h1>
${problem === null ? '' : `<p role="alert"><strong>${escapedHtml(problem)}</strong></p>`}
<p>It asks for ${escapedHtml(scope)}, and you will be sent back to ${escapedHtml(returnTo)}.</p>
<form method="post">
<input type="hidden" name="form" value="${escapedHtml(form)}">
<p><label>Your token <input type="password" name="token" autocomplete="off" required autofocus></label></p>
<p><button name="decision" value="allow">Let it in</button> <button name="decision" value="deny" formnovalidate>No</button></p>
</form>
</body>
</html>
`;

/** @param returnTo the redirect after the form, which browsers check against `form-action`, too */
export const consentPageHeaders = (returnTo: string) => ({
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': `default-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self' ${sourceOf(returnTo)}`,
  'X-Frame-Options': 'DENY',
  // With `no-referrer`, browsers would also omit the form's origin.
  'Referrer-Policy': 'same-origin',
  'Cache-Control': 'no-store',
});

/** A source for the content security policy: only the scheme for an IPv6 address or an unusual host. */
function sourceOf(address: string): string {
  const { origin, protocol } = new URL(address);
  return /^https?:\/\/[a-z0-9.-]+(:\d+)?$/.test(origin) ? origin : protocol;
}
