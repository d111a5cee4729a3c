/** Who made a commit or a tag, and when. */
export interface Signature {
  readonly name: string;
  readonly email: string;
  /** Git's raw date: seconds since 1970 and the offset, `1546272480 +0800`. */
  readonly date: string;
}

/** As it is written in an object. Like git, leaves out characters that would end a name or an address. */
export const signatureText = ({ name, email, date }: Signature): string =>
  `${name.replace(/[<>\n\0]/g, '')} <${email.replace(/[<>\n\0]/g, '')}> ${date}`;
