import {
  IconAdjustments,
  IconAlertTriangle,
  IconBox,
  IconBuildingStore,
  IconCalendarDollar,
  IconCategory,
  IconCoins,
  IconDeviceDesktop,
  IconFileImport,
  IconPercentage,
  IconReceipt,
  IconReceipt2,
  IconScale,
  IconSettings,
  IconShieldCheck,
  IconShieldLock,
  IconSunHigh,
  IconTruckDelivery,
  IconUsers,
} from '@tabler/icons-react';
import { lazy } from 'react';
import type { Screen } from '#renderer/app/screen.ts';
import { useOpenExceptions } from './use-open-exceptions.ts';

/** The pages of headquarters, in the order of the side list. What a register's back office has too is the same page. */
export const hqScreens: readonly Screen[] = [
  {
    path: '/hq/overview',
    frame: 'office',
    component: lazy(async () => ({ default: (await import('./overview-screen.tsx')).HqOverviewScreen })),
    nav: { section: 'today', title: 'hq.overview.title', icon: IconSunHigh, needs: 'reports.see' },
  },
  {
    path: '/hq/sales',
    frame: 'office',
    component: lazy(async () => ({ default: (await import('./sales-screen.tsx')).ChainSalesScreen })),
    nav: { section: 'today', title: 'hq.sales.title', icon: IconReceipt, needs: 'reports.see' },
  },
  {
    path: '/hq/registers',
    frame: 'office',
    component: lazy(async () => ({ default: (await import('./registers-screen.tsx')).RegistersScreen })),
    nav: { section: 'chain', title: 'hq.registers.nav', icon: IconBuildingStore, needs: 'reports.see' },
  },
  {
    path: '/hq/exceptions',
    frame: 'office',
    component: lazy(async () => ({ default: (await import('./exceptions-screen.tsx')).ExceptionsScreen })),
    nav: {
      section: 'chain',
      title: 'hq.exceptions.title',
      icon: IconAlertTriangle,
      needs: 'reports.see',
      useCount: useOpenExceptions,
    },
  },
  {
    path: '/office/products',
    frame: 'office',
    component: lazy(async () => ({ default: (await import('../products/screen.tsx')).ProductsScreen })),
    nav: { section: 'goods', title: 'products.title', icon: IconBox, needs: 'catalog.edit' },
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
    path: '/office/prices',
    frame: 'office',
    component: lazy(async () => ({ default: (await import('../prices/screen.tsx')).ComingPricesScreen })),
    nav: { section: 'goods', title: 'prices.title', icon: IconCalendarDollar, needs: 'catalog.edit' },
  },
  {
    path: '/hq/transfers',
    frame: 'office',
    component: lazy(async () => ({ default: (await import('./transfers-screen.tsx')).ChainTransfersScreen })),
    nav: {
      section: 'goods',
      title: 'transfers.title',
      icon: IconTruckDelivery,
      needs: 'reports.see',
    },
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
    nav: { section: 'shop', title: 'hq.settings.nav', icon: IconSettings, needs: 'settings.edit' },
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
    nav: { section: 'shop', title: 'settings.receipt', icon: IconReceipt2, needs: 'settings.edit' },
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
    path: '/hq/store-settings',
    frame: 'office',
    component: lazy(async () => ({
      default: (await import('./own-settings-screen.tsx')).OwnSettingsScreen,
    })),
    nav: { section: 'shop', title: 'hq.own.nav', icon: IconAdjustments, needs: 'settings.edit' },
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
    path: '/hq/accounts',
    frame: 'office',
    component: lazy(async () => ({ default: (await import('./accounts-screen.tsx')).AccountsScreen })),
    nav: { section: 'people', title: 'hq.accounts.title', icon: IconShieldLock, needsHere: 'hq.users' },
  },
  {
    path: '/hq/me',
    frame: 'office',
    component: lazy(async () => ({ default: (await import('./me-screen.tsx')).MeScreen })),
    nav: { section: 'people', title: 'hq.me.title', icon: IconDeviceDesktop },
  },
];
