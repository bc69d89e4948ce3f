import {
  IconBox,
  IconBuildingSkyscraper,
  IconBuildingStore,
  IconCalendarDollar,
  IconCategory,
  IconCoins,
  IconDatabase,
  IconFileImport,
  IconKey,
  IconPercentage,
  IconPrinter,
  IconReceipt,
  IconReportMoney,
  IconScale,
  IconShieldCheck,
  IconSunHigh,
  IconTruckDelivery,
  IconUsers,
} from '@tabler/icons-react';
import { lazy } from 'react';
import type { Screen } from '#renderer/app/screen.ts';

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
  {
    path: '/office/products',
    frame: 'office',
    component: lazy(async () => ({ default: (await import('../products/screen.tsx')).ProductsScreen })),
    nav: { section: 'goods', title: 'products.title', icon: IconBox, needs: 'catalog.edit' },
  },
  {
    path: '/office/prices',
    frame: 'office',
    component: lazy(async () => ({ default: (await import('../prices/screen.tsx')).ComingPricesScreen })),
    nav: { section: 'goods', title: 'prices.title', icon: IconCalendarDollar, needs: 'catalog.edit' },
  },
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
  {
    path: '/office/import',
    frame: 'office',
    component: lazy(async () => ({ default: (await import('../imports/screen.tsx')).ImportScreen })),
    nav: { section: 'goods', title: 'imports.title', icon: IconFileImport, needs: 'catalog.import' },
  },
  {
    path: '/office/import/:id',
    frame: 'office',
    component: lazy(async () => ({ default: (await import('../imports/job-screen.tsx')).ImportJobScreen })),
  },
  {
    path: '/office/departments',
    frame: 'office',
    component: lazy(async () => ({
      default: (await import('../products/departments-screen.tsx')).DepartmentsScreen,
    })),
    nav: { section: 'goods', title: 'departments.title', icon: IconCategory, needs: 'catalog.edit' },
  },
  {
    path: '/office/taxes',
    frame: 'office',
    component: lazy(async () => ({ default: (await import('../products/taxes-screen.tsx')).TaxesScreen })),
    nav: { section: 'goods', title: 'taxes.title', icon: IconPercentage, needs: 'settings.edit' },
  },
  {
    path: '/office/store',
    frame: 'office',
    component: lazy(async () => ({ default: (await import('../settings/store-screen.tsx')).StoreScreen })),
    nav: { section: 'shop', title: 'settings.store', icon: IconBuildingStore, needs: 'settings.edit' },
  },
  {
    path: '/office/tenders',
    frame: 'office',
    component: lazy(async () => ({
      default: (await import('../settings/tenders-screen.tsx')).TendersScreen,
    })),
    nav: { section: 'shop', title: 'settings.tenders', icon: IconCoins, needs: 'settings.edit' },
  },
  {
    path: '/office/receipt',
    frame: 'office',
    component: lazy(async () => ({
      default: (await import('../settings/receipt-screen.tsx')).ReceiptScreen,
    })),
    nav: { section: 'shop', title: 'settings.receipt', icon: IconReceipt, needs: 'settings.edit' },
  },
  {
    path: '/office/printer',
    frame: 'office',
    component: lazy(async () => ({
      default: (await import('../printing/printer-screen.tsx')).PrinterScreen,
    })),
    nav: { section: 'shop', title: 'printing.title', icon: IconPrinter, needs: 'settings.edit' },
  },
  {
    path: '/office/scale-labels',
    frame: 'office',
    component: lazy(async () => ({
      default: (await import('../settings/scale-labels-screen.tsx')).ScaleLabelsScreen,
    })),
    nav: { section: 'shop', title: 'settings.scaleLabels', icon: IconScale, needs: 'settings.edit' },
  },
  {
    path: '/office/people',
    frame: 'office',
    component: lazy(async () => ({ default: (await import('../people/people-screen.tsx')).PeopleScreen })),
    nav: { section: 'people', title: 'staff.title', icon: IconUsers, needs: 'people.edit' },
  },
  {
    path: '/office/roles',
    frame: 'office',
    component: lazy(async () => ({ default: (await import('../people/roles-screen.tsx')).RolesScreen })),
    nav: { section: 'people', title: 'staff.roles', icon: IconShieldCheck, needs: 'people.edit' },
  },
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
