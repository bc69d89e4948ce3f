/** The answer of a change that has nothing to tell but that it was made. */
export type Done = Readonly<Record<string, never>>;
