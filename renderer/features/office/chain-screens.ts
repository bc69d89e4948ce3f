import {
  IconBox,
  IconBuildingStore,
  IconCalendarDollar,
  IconCategory,
  IconCoins,
  IconFileImport,
  IconPercentage,
  IconReceipt2,
  IconScale,
  IconShieldCheck,
  IconUsers,
} from '@tabler/icons-react';
import { lazy } from 'react';
import type { Screen } from '#renderer/app/screen.ts';

/** Pages of what a chain shares: the back office of a register and headquarters have the same. */

export const productsScreen: Screen = {
  path: '/office/products',
  frame: 'office',
  component: lazy(async () => ({ default: (await import('../products/screen.tsx')).ProductsScreen })),
  nav: { section: 'goods', title: 'products.title', icon: IconBox, needs: 'catalog.edit' },
};

export const comingPricesScreen: Screen = {
  path: '/office/prices',
  frame: 'office',
  component: lazy(async () => ({ default: (await import('../prices/screen.tsx')).ComingPricesScreen })),
  nav: { section: 'goods', title: 'prices.title', icon: IconCalendarDollar, needs: 'catalog.edit' },
};

export const importsScreen: Screen = {
  path: '/office/import',
  frame: 'office',
  component: lazy(async () => ({ default: (await import('../imports/screen.tsx')).ImportScreen })),
  nav: { section: 'goods', title: 'imports.title', icon: IconFileImport, needs: 'catalog.import' },
};

export const importJobScreen: Screen = {
  path: '/office/import/:id',
  frame: 'office',
  component: lazy(async () => ({ default: (await import('../imports/job-screen.tsx')).ImportJobScreen })),
};

export const departmentsScreen: Screen = {
  path: '/office/departments',
  frame: 'office',
  component: lazy(async () => ({
    default: (await import('../products/departments-screen.tsx')).DepartmentsScreen,
  })),
  nav: { section: 'goods', title: 'departments.title', icon: IconCategory, needs: 'catalog.edit' },
};

export const taxesScreen: Screen = {
  path: '/office/taxes',
  frame: 'office',
  component: lazy(async () => ({ default: (await import('../products/taxes-screen.tsx')).TaxesScreen })),
  nav: { section: 'goods', title: 'taxes.title', icon: IconPercentage, needs: 'settings.edit' },
};

export const storeScreen: Screen = {
  path: '/office/store',
  frame: 'office',
  component: lazy(async () => ({ default: (await import('../settings/store-screen.tsx')).StoreScreen })),
  nav: { section: 'shop', title: 'settings.store', icon: IconBuildingStore, needs: 'settings.edit' },
};

export const tendersScreen: Screen = {
  path: '/office/tenders',
  frame: 'office',
  component: lazy(async () => ({
    default: (await import('../settings/tenders-screen.tsx')).TendersScreen,
  })),
  nav: { section: 'shop', title: 'settings.tenders', icon: IconCoins, needs: 'settings.edit' },
};

export const receiptScreen: Screen = {
  path: '/office/receipt',
  frame: 'office',
  component: lazy(async () => ({
    default: (await import('../settings/receipt-screen.tsx')).ReceiptScreen,
  })),
  nav: { section: 'shop', title: 'settings.receipt', icon: IconReceipt2, needs: 'settings.edit' },
};

export const scaleLabelsScreen: Screen = {
  path: '/office/scale-labels',
  frame: 'office',
  component: lazy(async () => ({
    default: (await import('../settings/scale-labels-screen.tsx')).ScaleLabelsScreen,
  })),
  nav: { section: 'shop', title: 'settings.scaleLabels', icon: IconScale, needs: 'settings.edit' },
};

export const peopleScreen: Screen = {
  path: '/office/people',
  frame: 'office',
  component: lazy(async () => ({ default: (await import('../people/people-screen.tsx')).PeopleScreen })),
  nav: { section: 'people', title: 'staff.title', icon: IconUsers, needs: 'people.edit' },
};

export const rolesScreen: Screen = {
  path: '/office/roles',
  frame: 'office',
  component: lazy(async () => ({ default: (await import('../people/roles-screen.tsx')).RolesScreen })),
  nav: { section: 'people', title: 'staff.roles', icon: IconShieldCheck, needs: 'people.edit' },
};
