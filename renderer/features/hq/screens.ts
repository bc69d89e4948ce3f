import {
  IconAdjustments,
  IconAlertTriangle,
  IconBuildingStore,
  IconDeviceDesktop,
  IconReceipt,
  IconSettings,
  IconShieldLock,
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
} from '../office/chain-screens.ts';
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
  productsScreen,
  importsScreen,
  importJobScreen,
  comingPricesScreen,
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
  departmentsScreen,
  taxesScreen,
  {
    ...storeScreen,
    nav: { section: 'shop', title: 'hq.settings.nav', icon: IconSettings, needs: 'settings.edit' },
  },
  tendersScreen,
  receiptScreen,
  scaleLabelsScreen,
  {
    path: '/hq/store-settings',
    frame: 'office',
    component: lazy(async () => ({
      default: (await import('./own-settings-screen.tsx')).OwnSettingsScreen,
    })),
    nav: { section: 'shop', title: 'hq.own.nav', icon: IconAdjustments, needs: 'settings.edit' },
  },
  peopleScreen,
  rolesScreen,
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
