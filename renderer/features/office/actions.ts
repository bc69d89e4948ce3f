import {
  IconBuildingStore,
  IconCashRegister,
  IconCheck,
  IconPlus,
  IconSearch,
  IconX,
} from '@tabler/icons-react';
import { action } from '#renderer/commands/action.ts';
import { isHq } from '#renderer/host/kind.ts';

/** What a page of the back office offers by key; what it leaves out does not exist there. */
export interface PageState {
  readonly onNew?: (() => unknown) | undefined;
  readonly onClose?: (() => unknown) | undefined;
  readonly onFind?: (() => unknown) | undefined;
}

export const addNew = action<PageState>({
  id: 'office.new',
  name: 'action.new',
  icon: IconPlus,
  scope: 'office',
  keys: ['KeyN', 'Alt+KeyN'],
  when: ({ onNew }) => onNew !== undefined,
  run: ({ onNew }) => onNew?.(),
});

const closePane = action<PageState>({
  id: 'office.close',
  name: 'office.closePane',
  icon: IconX,
  scope: 'office',
  keys: ['Escape'],
  listed: 'help-only',
  when: ({ onClose }) => onClose !== undefined,
  run: ({ onClose }) => onClose?.(),
});

const find = action<PageState>({
  id: 'office.find',
  name: 'office.findHere',
  icon: IconSearch,
  scope: 'office',
  keys: ['Slash', 'Alt+KeyF'],
  listed: 'help-only',
  when: ({ onFind }) => onFind !== undefined,
  run: ({ onFind }) => onFind?.(),
});

export const pageActions = [addNew, closePane, find] as const;

export interface SaveState {
  readonly canSave: boolean;
  readonly onSave: () => unknown;
}

export const save = action<SaveState>({
  id: 'office.save',
  name: 'common.save',
  icon: IconCheck,
  scope: 'office',
  keys: ['Ctrl+KeyS', 'Ctrl+Enter'],
  enabled: ({ canSave }) => canSave,
  run: ({ onSave }) => onSave(),
});

export const saveActions = [save] as const;

/** How to get about; `go` changes the address. */
export interface TravelState {
  readonly go: (address: string) => void;
  readonly onStep: (by: 1 | -1) => void;
}

export const toTill = action<TravelState>({
  id: 'office.till',
  name: 'action.till',
  icon: IconCashRegister,
  scope: 'office',
  keys: ['Alt+KeyT'],
  // Headquarters sells nothing.
  when: () => !isHq,
  run: ({ go }) => go('/'),
});

const nextPage = action<TravelState>({
  id: 'office.nextPage',
  name: 'office.nextPage',
  icon: IconBuildingStore,
  scope: 'office',
  keys: ['Alt+ArrowDown'],
  listed: 'help-only',
  run: ({ onStep }) => onStep(1),
});

const previousPage = action<TravelState>({
  id: 'office.previousPage',
  name: 'office.previousPage',
  icon: IconBuildingStore,
  scope: 'office',
  keys: ['Alt+ArrowUp'],
  listed: 'help-only',
  run: ({ onStep }) => onStep(-1),
});

export const travelActions = [toTill, nextPage, previousPage] as const;

/** From the counter to the back office, for whoever has a page there. */
export const toOffice = action<{ readonly home: string | null; readonly go: (address: string) => void }>({
  id: 'till.office',
  name: 'action.office',
  icon: IconBuildingStore,
  scope: 'till',
  keys: ['Alt+KeyB'],
  when: ({ home }) => home !== null,
  run: ({ home, go }) => go(home ?? '/'),
});

export const doorActions = [toOffice] as const;
