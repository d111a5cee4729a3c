/** Who made a commit or a tag, and when. */
export interface Signature {
  readonly name: string;
  readonly email: string;
  /** Git's raw date: seconds since 1970 and the offset, `1546272480 +0800`. */
  readonly date: string;
}

/** As it stands in an object. Git's own rule: what would end a name or an address early is left out. */
export const signatureText = ({ name, email, date }: Signature): string =>
  `${name.replace(/[<>\n\0]/g, '')} <${email.replace(/[<>\n\0]/g, '')}> ${date}`;
