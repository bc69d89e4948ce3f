import type { Screen } from '#renderer/app/screen.ts';
import { ShiftScreen } from './screen.tsx';
import { ZScreen } from './z-screen.tsx';

/** Opening, running and closing a shift are one address: what it shows is where the shift stands. */
export const shiftScreens: readonly Screen[] = [
  { path: '/shift', frame: 'till', component: ShiftScreen },
  { path: '/shift/z/:shift', frame: 'till', component: ZScreen },
];
