import {
  IconBuildingSkyscraper,
  IconDatabase,
  IconKey,
  IconPrinter,
  IconReportMoney,
  IconSunHigh,
  IconTruckDelivery,
} from '@tabler/icons-react';
import { lazy } from 'react';
import type { Screen } from '#renderer/app/screen.ts';
import {
  comingPricesScreen,
  departmentsScreen,
  importJobScreen,
  importsScreen,
  peopleScreen,
  productsScreen,
  receiptScreen,
  rolesScreen,
  scaleLabelsScreen,
  storeScreen,
  taxesScreen,
  tendersScreen,
} from './chain-screens.ts';

/** The first page of the back office. */
export const overviewScreens: readonly Screen[] = [
  {
    path: '/office/today',
    frame: 'office',
    component: lazy(async () => ({ default: (await import('./overview.tsx')).OverviewScreen })),
    nav: { section: 'today', title: 'overview.title', icon: IconSunHigh, needs: 'reports.see' },
  },
];

/** The other pages, in the order of the side list. */
export const officeScreens: readonly Screen[] = [
  {
    path: '/office/shifts',
    frame: 'office',
    component: lazy(async () => ({ default: (await import('../reports/shifts-screen.tsx')).ShiftsScreen })),
    nav: { section: 'today', title: 'reports.shifts', icon: IconReportMoney, needs: 'reports.see' },
  },
  productsScreen,
  comingPricesScreen,
  {
    path: '/office/transfers',
    frame: 'office',
    component: lazy(async () => ({
      default: (await import('../transfers/screen.tsx')).TransfersScreen,
    })),
    nav: {
      section: 'goods',
      title: 'transfers.title',
      icon: IconTruckDelivery,
      needs: 'stock.transfer',
      inChain: true,
    },
  },
  importsScreen,
  importJobScreen,
  departmentsScreen,
  taxesScreen,
  storeScreen,
  tendersScreen,
  receiptScreen,
  {
    path: '/office/printer',
    frame: 'office',
    component: lazy(async () => ({
      default: (await import('../printing/printer-screen.tsx')).PrinterScreen,
    })),
    nav: { section: 'shop', title: 'printing.title', icon: IconPrinter, needs: 'settings.edit' },
  },
  scaleLabelsScreen,
  peopleScreen,
  rolesScreen,
  {
    path: '/office/tokens',
    frame: 'office',
    component: lazy(async () => ({ default: (await import('../tokens/screen.tsx')).TokensScreen })),
    nav: { section: 'people', title: 'tokens.title', icon: IconKey, needs: 'token.make' },
  },
  {
    path: '/office/care',
    frame: 'office',
    component: lazy(async () => ({ default: (await import('../maintenance/screen.tsx')).CareScreen })),
    nav: { section: 'care', title: 'journal.nav', icon: IconDatabase, needs: 'store.maintain' },
  },
  {
    path: '/office/headquarters',
    frame: 'office',
    component: lazy(async () => ({ default: (await import('../link/screen.tsx')).HeadquartersScreen })),
    nav: { section: 'care', title: 'link.title', icon: IconBuildingSkyscraper, needs: 'store.maintain' },
  },
];
