import type { Screen } from '#renderer/app/screen.ts';
import { ReceiptScreen } from './screen.tsx';

export const receiptScreens: readonly Screen[] = [
  { path: '/receipt', frame: 'till', component: ReceiptScreen },
];
