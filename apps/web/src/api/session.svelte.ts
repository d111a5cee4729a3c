const PLACE = 'atomgit-mock token';

/** Who asks. In `--auth strict` the server wants a token; it is kept as long as the tab is open. */
class Session {
  token = $state(sessionStorage.getItem(PLACE));
  isTokenMissing = $state(false);
  /** Grows when everything has to be read again. */
  generation = $state(0);

  use(token: string): void {
    sessionStorage.setItem(PLACE, token);
    this.token = token;
    this.isTokenMissing = false;
    this.generation += 1;
  }

  forget(): void {
    sessionStorage.removeItem(PLACE);
    this.token = null;
    this.generation += 1;
  }

  /** After a reset, say, nothing that is shown may be there any more. */
  readAgain(): void {
    this.generation += 1;
  }
}

export const session = new Session();
