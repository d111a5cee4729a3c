/** The parts of a delivery that some dialects show in the payload. */
export interface DeliveryIdentity {
  /** The delivery id, as in the headers. */
  readonly uuid: string;
  readonly hookId: number;
}
