/** What some dialects show of a delivery inside its payload. */
export interface DeliveryIdentity {
  /** The delivery id, as in the headers. */
  readonly uuid: string;
  readonly hookId: number;
}
