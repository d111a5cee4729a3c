/** A comment, as an entry of `GET …/commits/{sha}/comments?view=all`; `position` as in the diff. */
export interface Note {
  readonly id: number;
  readonly body: string;
  readonly created_at: string;
  readonly user: { readonly login: string; readonly name: string };
  readonly path: string | null;
  readonly position: number | null;
}
