/** HTTP statuses, both ends included. */
export interface StatusRange {
  readonly lowest: number;
  readonly highest: number;
}
