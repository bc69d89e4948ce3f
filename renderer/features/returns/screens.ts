import type { Screen } from '#renderer/app/screen.ts';
import { DoneScreen } from './done-screen.tsx';
import { FindScreen } from './find-screen.tsx';
import { ReturnScreen } from './return-screen.tsx';

/** Goods back: find the sale, choose what came back, hand the money over. */
export const returnsScreens: readonly Screen[] = [
  { path: '/return', frame: 'till', component: FindScreen },
  { path: '/return/done/:ret', frame: 'till', component: DoneScreen },
  { path: '/return/:sale', frame: 'till', component: ReturnScreen },
];
