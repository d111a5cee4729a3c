export interface ShownNote {
  readonly id: number;
  readonly author: string;
  readonly body: string;
}

export interface ShownNotes {
  readonly shown: readonly ShownNote[];
  /** How many more there are. */
  readonly leftOut: number;
}
