import { IconCommand, IconHelp, IconLock } from '@tabler/icons-react';
import { action } from '#renderer/commands/action.ts';
import { HelpOverlay } from '#renderer/commands/help-overlay.tsx';
import { Palette, type PaletteEntry } from '#renderer/commands/palette.tsx';
import { commands, reachable } from '#renderer/commands/registry.ts';
import { client, host, queries } from '#renderer/host/host.ts';
import { openDialog } from '#renderer/ui/dialogs.tsx';

export interface FrameState {
  readonly signedIn: boolean;
  /** Pages that can be gone to. */
  readonly entries: readonly PaletteEntry[];
}

export const help = action<FrameState>({
  id: 'frame.help',
  name: 'action.help',
  icon: IconHelp,
  scope: 'everywhere',
  keys: ['F1', 'Alt+KeyH'],
  run: async () => {
    const actions = reachable(commands.getState().layers);
    await openDialog((answer) => <HelpOverlay actions={actions} onClose={() => answer(null)} />);
  },
});

export const palette = action<FrameState>({
  id: 'frame.palette',
  name: 'action.palette',
  icon: IconCommand,
  scope: 'everywhere',
  keys: ['Ctrl+KeyK'],
  listed: 'help-only',
  when: ({ signedIn }) => signedIn,
  run: async ({ entries }) => {
    const actions = reachable(commands.getState().layers);
    await openDialog((answer) => (
      <Palette actions={actions} entries={entries} onClose={() => answer(null)} />
    ));
  },
});

export const lock = action<FrameState>({
  id: 'frame.lock',
  name: 'action.lock',
  icon: IconLock,
  scope: 'everywhere',
  keys: ['F12', 'Alt+KeyL'],
  when: ({ signedIn }) => signedIn,
  run: async () => {
    queries.setQueryData(host.session.get.queryKey(), await client.session.lock());
  },
});

export const frameActions = [help, palette, lock] as const;
