interface Person {
  readonly name: string;
  readonly date: string;
  readonly email: string;
}

/** An entry of `GET …/branches`. */
export interface Branch {
  readonly name: string;
  readonly commit: {
    readonly sha: string;
    readonly commit: { readonly author: Person; readonly message: string };
  };
  readonly protected: boolean;
}

/** An entry of `GET …/tags`. */
export interface Tag {
  readonly name: string;
  /** Empty for a lightweight one. */
  readonly message: string;
  readonly commit: { readonly sha: string; readonly date: string | null };
  readonly tagger: Person | null;
}
