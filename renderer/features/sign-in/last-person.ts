const NAME = 'mallard.lastPerson';

/** Who was signed in here last: most often they come back, so their tile is chosen already. */
export function lastPerson(): string | null {
  try {
    return localStorage.getItem(NAME);
  } catch {
    return null;
  }
}

export function rememberPerson(id: string): void {
  try {
    localStorage.setItem(NAME, id);
  } catch {
    // Only a convenience: without storage nobody is chosen beforehand.
  }
}
