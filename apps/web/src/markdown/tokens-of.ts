import { Lexer, type Token, type TokensList } from 'marked';

/** The time that the lexer takes for a paragraph grows with the square of its length. */
const LONGEST_PARAGRAPH = 5_000;
/** What is nested more deeply neither the lexer nor the browser can bear. */
const DEEPEST = 100;

/** Leaves longer paragraphs as they were written. */
class BoundedLexer extends Lexer {
  private depth = 0;

  override blockTokens(text: string, tokens?: Token[], isClipped?: boolean): Token[];
  override blockTokens(text: string, tokens?: TokensList, isClipped?: boolean): TokensList;
  override blockTokens(text: string, tokens: Token[] = [], isClipped = false): Token[] {
    return this.within(() => super.blockTokens(text, tokens, isClipped));
  }

  override inlineTokens(text: string, tokens: Token[] = []): Token[] {
    if (text.length <= LONGEST_PARAGRAPH) return this.within(() => super.inlineTokens(text, tokens));
    tokens.push({ type: 'text', raw: text, text });
    return tokens;
  }

  private within<Found>(read: () => Found): Found {
    if (this.depth === DEEPEST) throw new RangeError('nested too deeply');
    this.depth += 1;
    const found = read();
    this.depth -= 1;
    return found;
  }
}

/** What a text is made of, as Markdown; null where it is nested too deeply. */
export function tokensOf(text: string): Token[] | null {
  try {
    return new BoundedLexer().lex(text);
  } catch {
    return null;
  }
}
