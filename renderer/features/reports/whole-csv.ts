interface Part<Place> {
  readonly csv: string;
  readonly name: string;
  readonly next: Place | null;
}

/** A file the register gives in parts: asked for one after the other, so that it sells in between. */
export async function wholeCsv<Place>(
  part: (after: Place | undefined) => Promise<Part<Place>>,
): Promise<{ readonly name: string; readonly parts: readonly string[] }> {
  const parts: string[] = [];
  let after: Place | undefined;
  for (;;) {
    const { csv, name, next } = await part(after);
    parts.push(csv);
    if (next === null) return { name, parts };
    after = next;
  }
}
