import type { Screen } from '#renderer/app/screen.ts';
import { PayScreen } from './screen.tsx';

export const payScreens: readonly Screen[] = [{ path: '/pay', frame: 'till', component: PayScreen }];
