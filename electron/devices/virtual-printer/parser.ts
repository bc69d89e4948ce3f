import { commands } from './commands.ts';
import type { PrintEvent } from './events.ts';
import { addText, freshState, type PrinterState } from './state.ts';

/** Reads ESC/POS as it comes, in pieces of any size. */
export interface EscPosParser {
  push(chunk: Uint8Array): readonly PrintEvent[];
}

/** A printer's ear: what was pushed so far as events; an unfinished command waits for its rest. */
export function escPosParser(columns: number): EscPosParser {
  const state = freshState(columns);
  let waiting: Uint8Array = new Uint8Array();
  let position = 0;
  return {
    push(chunk) {
      const bytes = waiting.length === 0 ? chunk : Buffer.concat([waiting, chunk]);
      const events: PrintEvent[] = [];
      let at = 0;
      while (at < bytes.length) {
        const step = next(state, bytes.subarray(at), position + at);
        if (step === null) break;
        if (step.event !== null) events.push(step.event);
        at += step.taken;
      }
      waiting = Uint8Array.from(bytes.subarray(at));
      position += at;
      return events;
    },
  };
}

/** All events of a whole job. */
export const parseEscPos = (bytes: Uint8Array, columns = 48): readonly PrintEvent[] =>
  escPosParser(columns).push(bytes);

interface Step {
  readonly event: PrintEvent | null;
  readonly taken: number;
}

function next(state: PrinterState, bytes: Uint8Array, position: number): Step | null {
  const first = bytes[0] ?? 0;
  if (first >= 0x20) return printRun(state, bytes);
  const longest = first === 0x1b || first === 0x1c || first === 0x1d || first === 0x10 ? 3 : 1;
  for (let size = longest; size >= 1; size -= 1) {
    if (bytes.length < size) continue;
    const command = commands.get(hex(bytes.subarray(0, size)));
    if (command === undefined) continue;
    const length = command.length(bytes);
    if (length === null || bytes.length < length) return null;
    return { event: command.run(state, bytes.subarray(0, length)), taken: length };
  }
  if (bytes.length < longest) return null;
  const taken = Math.min(longest, 2);
  return { event: { kind: 'unknown', at: position, bytes: hex(bytes.subarray(0, taken)) }, taken };
}

/** Text up to the next control byte. At the end of what has come, half a Chinese character must wait. */
function printRun(state: PrinterState, bytes: Uint8Array): Step | null {
  const end = bytes.findIndex((byte) => byte < 0x20);
  if (end < 0 && state.chinese) return null;
  const taken = end < 0 ? bytes.length : end;
  addText(state, bytes.subarray(0, taken));
  return { event: null, taken };
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
