export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/**
 * Statements that write different tables as one: each a part of its `with`. PostgreSQL then answers once instead of once for each,
 * which for a single sale is a third of its work. None sees what another writes; the same list takes its locks in the same order.
 */
export function joined(statements: readonly Statement[]): Statement[] {
  if (statements.length < 2) return [...statements];
  return [{ text: joinedText(statements), values: statements.flatMap(({ values }) => values) }];
}

/** Made once of the same texts: a statement is prepared, and stays, under its text. */
interface Known {
  text: string | null;
  readonly next: Map<string, Known>;
}
const known: Known = { text: null, next: new Map() };

function joinedText(statements: readonly Statement[]): string {
  let at = known;
  for (const { text } of statements) {
    const next = at.next.get(text) ?? { text: null, next: new Map() };
    at.next.set(text, next);
    at = next;
  }
  at.text ??= `with ${parts(statements)} select where false`;
  return at.text;
}

/** The parts of a `with`, named p1, p2 …; the parameters of one go on where those of the one before end. */
function parts(statements: readonly Statement[]): string {
  let taken = 0;
  return statements
    .map(({ text, values }, at) => {
      const before = taken;
      taken += values.length;
      return `p${at + 1} as (${text.replace(/\$(\d+)/g, (_, number) => `$${Number(number) + before}`)})`;
    })
    .join(', ');
}
