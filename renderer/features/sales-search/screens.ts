import { IconReceipt } from '@tabler/icons-react';
import type { Screen } from '#renderer/app/screen.ts';
import { SaleScreen } from './sale-screen.tsx';
import { SalesScreen } from './sales-screen.tsx';

/** Past sales: at the till, and the same in the back office. */
export const salesScreens: readonly Screen[] = [
  { path: '/sales', frame: 'till', component: SalesScreen },
  { path: '/sales/:sale', frame: 'till', component: SaleScreen },
  {
    path: '/office/sales',
    frame: 'office',
    component: SalesScreen,
    nav: { section: 'today', title: 'action.sales', icon: IconReceipt, needs: 'reports.see' },
  },
  { path: '/office/sales/:sale', frame: 'office', component: SaleScreen },
];
