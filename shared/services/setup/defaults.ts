import type { Category } from '#shared/domain/catalog/product.ts';
import type { CategoryId, TaxClassId, TenderId } from '#shared/domain/ids.ts';
import { qty } from '#shared/domain/numbers.ts';
import type { Role } from '#shared/domain/people/person.ts';
import { defaultRoles } from '#shared/domain/people/roles.ts';
import type { Currency, StoreSettings, TenderKind } from '#shared/domain/store/settings.ts';

type Locale = StoreSettings['locale'];

/** What a store starts with in its own language; all of it may be renamed afterwards. */
const WORDS: Readonly<
  Record<
    Locale,
    {
      readonly roles: Readonly<Record<string, string>>;
      readonly tenders: Readonly<Record<string, string>>;
      readonly general: string;
    }
  >
> = {
  en: {
    roles: {},
    tenders: { cash: 'Cash', card: 'Card', wechat: 'WeChat Pay', alipay: 'Alipay', voucher: 'Voucher' },
    general: 'General',
  },
  'zh-CN': {
    roles: { clerk: '收银员', senior: '资深收银员', manager: '店长', owner: '店主' },
    tenders: {
      cash: '现金',
      card: '银行卡',
      wechat: '微信收款码',
      alipay: '支付宝收款码',
      voucher: '代金券',
    },
    general: '其他',
  },
};

/** The roles a shop starts with, in its language. */
export const rolesFor = (locale: Locale, currency: Currency): readonly Role[] =>
  defaultRoles(currency).map((role) => ({ ...role, name: WORDS[locale].roles[role.id] ?? role.name }));

/** The ways of paying a shop starts with; the wallets by own code where yuan are paid. */
export const tendersFor = (locale: Locale, currency: Currency): readonly TenderKind[] =>
  TENDERS.filter(({ kind }) => kind !== 'wallet' || currency.code === 'CNY').map((tender, at) => ({
    ...tender,
    name: WORDS[locale].tenders[tender.id] ?? tender.id,
    needsReference: false,
    declaredAtClose: true,
    sort: at + 1,
    active: true,
  }));

const TENDERS = [
  { id: 'cash' as TenderId, kind: 'cash', givesChange: true, opensDrawer: true },
  { id: 'card' as TenderId, kind: 'card', givesChange: false, opensDrawer: false },
  { id: 'wechat' as TenderId, kind: 'wallet', givesChange: false, opensDrawer: false },
  { id: 'alipay' as TenderId, kind: 'wallet', givesChange: false, opensDrawer: false },
  { id: 'voucher' as TenderId, kind: 'voucher', givesChange: false, opensDrawer: true },
] as const satisfies readonly Partial<TenderKind>[];

/** One department, so that an unlisted item can be sold from the first day. */
export const generalCategory = (locale: Locale, taxClass: TaxClassId): Category => ({
  id: 'general' as CategoryId,
  name: WORDS[locale].general,
  names: {},
  sort: 1,
  taxClass,
  openPrice: true,
  active: true,
});

/** What nobody is asked at set-up. */
export const settingsNobodyAsksFor = (currency: Currency) => ({
  dayStartHour: 4,
  idleLockMinutes: 5,
  unusualQuantity: qty(999_000),
  sharedShift: true,
  receipt: {
    header: '',
    footer: '',
    returnTerms: '',
    returnDays: 30,
    logo: null,
    notTaxInvoice: currency.code === 'CNY',
  },
});
