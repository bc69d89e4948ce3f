import type { Screen } from '#renderer/app/screen.ts';
import { SellScreen } from './screen.tsx';

export const sellScreens: readonly Screen[] = [{ path: '/sell', frame: 'till', component: SellScreen }];
