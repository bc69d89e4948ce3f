/**
 * Which finished documents may still open the drawer, once each: a sale, a return or a cash move of this session, moments ago.
 * A repeated command, a reprint and another session open nothing.
 */
export interface DrawerTurns {
  readonly allow: (command: string, documents: readonly string[]) => void;
  /** True once per command, whichever of its ids is named. */
  readonly take: (id: string) => boolean;
}

/** The drawer opens right after the document or not at all, ms. */
const RIGHT_AFTER = 60_000;

export function createDrawerTurns(now: () => number): DrawerTurns {
  const commands = new Map<string, { readonly at: number; used: boolean; readonly ids: readonly string[] }>();
  // One of the future was allowed before the clock was set back.
  const isOver = ({ at }: { readonly at: number }) => Math.abs(now() - at) > RIGHT_AFTER;
  const forget = () => {
    for (const [command, turn] of commands) if (isOver(turn)) commands.delete(command);
  };
  return {
    allow: (command, documents) => {
      forget();
      if (!commands.has(command))
        commands.set(command, { at: now(), used: false, ids: [command, ...documents] });
    },
    take: (id) => {
      for (const turn of commands.values()) {
        if (!turn.ids.includes(id) || turn.used || isOver(turn)) continue;
        turn.used = true;
        return true;
      }
      return false;
    },
  };
}
