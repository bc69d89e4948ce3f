import { act, type Command, set, word } from './command.ts';
import type { Alignment } from './events.ts';
import { graphicsCommands } from './graphics-commands.ts';
import { addText, endLine, freshState } from './state.ts';

const ignore = (length: number): Command => act(length, () => null);
const on = (value: number): boolean => (value & 1) === 1;
const signed = (value: number): number => (value > 0x7fff ? value - 0x1_0000 : value);

const ALIGNMENTS: Readonly<Record<number, Alignment>> = {
  0: 'left',
  48: 'left',
  1: 'center',
  49: 'center',
  2: 'right',
  50: 'right',
};

const escCommands: Readonly<Record<string, Command>> = {
  '1b40': act(2, (_, state) => {
    Object.assign(state, freshState(state.area / 12));
    return null;
  }),
  '1b21': set(3, (state, value) => {
    state.bold = (value & 8) !== 0;
    state.tall = (value & 16) !== 0 ? 2 : 1;
    state.wide = (value & 32) !== 0 ? 2 : 1;
    state.underline = (value & 128) !== 0;
  }),
  '1b24': act(4, (bytes, state) => {
    state.x = word(bytes, 2);
    return null;
  }),
  '1b5c': act(4, (bytes, state) => {
    state.x += signed(word(bytes, 2));
    return null;
  }),
  '1b2d': set(3, (state, value) => {
    state.underline = value !== 0 && value !== 48;
  }),
  '1b32': act(2, (_, state) => {
    state.spacing = 30;
    return null;
  }),
  '1b33': set(3, (state, value) => {
    state.spacing = value;
  }),
  '1b45': set(3, (state, value) => {
    state.bold = on(value);
  }),
  '1b47': set(3, (state, value) => {
    state.bold = on(value);
  }),
  '1b61': set(3, (state, value) => {
    state.align = ALIGNMENTS[value] ?? state.align;
  }),
  '1b74': set(3, (state, value) => {
    state.page = value;
  }),
  '1b64': act(3, (bytes, state) => ({ kind: 'feed', dots: (bytes[2] ?? 0) * Math.max(state.spacing, 24) })),
  '1b4a': act(3, (bytes) => ({ kind: 'feed', dots: bytes[2] ?? 0 })),
  '1b70': act(5, (bytes) => ({
    kind: 'drawer',
    pin: bytes[2] ?? 0,
    on: (bytes[3] ?? 0) * 2,
    off: (bytes[4] ?? 0) * 2,
  })),
  '1b42': act(4, () => ({ kind: 'beep' })),
  '1b69': act(2, () => ({ kind: 'cut', partial: false })),
  '1b6d': act(2, () => ({ kind: 'cut', partial: true })),
  '1b20': ignore(3),
  '1b4d': ignore(3),
  '1b52': ignore(3),
  '1b7b': ignore(3),
  '1b56': ignore(3),
};

const fsCommands: Readonly<Record<string, Command>> = {
  '1c26': act(2, (_, state) => {
    state.chinese = true;
    return null;
  }),
  '1c2e': act(2, (_, state) => {
    state.chinese = false;
    return null;
  }),
  '1c21': ignore(3),
  '1c2d': ignore(3),
  '1c43': ignore(3),
  '1c53': ignore(4),
  '1c2841': { length: (bytes) => (bytes.length < 5 ? null : 5 + word(bytes, 3)), run: () => null },
};

const gsCommands: Readonly<Record<string, Command>> = {
  '1d21': set(3, (state, value) => {
    state.wide = (value >> 4) + 1;
    state.tall = (value & 15) + 1;
  }),
  '1d42': set(3, (state, value) => {
    state.inverse = on(value);
  }),
  '1d4c': act(4, (bytes, state) => {
    state.margin = word(bytes, 2);
    return null;
  }),
  '1d57': act(4, (bytes, state) => {
    state.area = word(bytes, 2);
    return null;
  }),
  '1d56': {
    length: (bytes) => (bytes.length < 3 ? null : (bytes[2] ?? 0) >= 65 ? 4 : 3),
    run: (_, bytes) => ({ kind: 'cut', partial: [1, 49, 66].includes(bytes[2] ?? 0) }),
  },
  '1d72': act(3, (bytes) => ({ kind: 'ask', what: 'in-order', about: (bytes[2] ?? 0) & 15 })),
  '1d61': ignore(3),
  '1d50': ignore(4),
};

const dleCommands: Readonly<Record<string, Command>> = {
  '1004': act(3, (bytes) => ({ kind: 'ask', what: 'real-time', about: bytes[2] ?? 0 })),
  '1005': ignore(3),
  '1014': act(5, (bytes) =>
    bytes[2] === 1 ? { kind: 'drawer', pin: bytes[3] ?? 0, on: (bytes[4] ?? 0) * 100, off: 0 } : null,
  ),
};

const controls: Readonly<Record<string, Command>> = {
  '0a': act(1, (_, state) => endLine(state)),
  '0d': ignore(1),
  '0c': act(1, (_, state) => endLine(state)),
  '0b': act(1, () => ({ kind: 'feed', dots: 30 })),
  '09': act(1, (_, state) => {
    addText(state, Uint8Array.of(0x20));
    return null;
  }),
  '00': ignore(1),
};

export const commands: ReadonlyMap<string, Command> = new Map(
  Object.entries({
    ...controls,
    ...escCommands,
    ...fsCommands,
    ...gsCommands,
    ...graphicsCommands,
    ...dleCommands,
  }),
);
