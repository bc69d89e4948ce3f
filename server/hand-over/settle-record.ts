import type { Category, TaxClass } from '#shared/domain/catalog/product.ts';
import type { RoleId, TaxClassId } from '#shared/domain/ids.ts';
import type { Role } from '#shared/domain/people/person.ts';
import type { TenderKind } from '#shared/domain/store/settings.ts';
import { categoryChanged, taxClassChanged } from '#shared/journal/entries/catalog.ts';
import {
  personChanged,
  roleChanged,
  settingsChanged,
  tenderChanged,
} from '#shared/journal/entries/settings.ts';
import type { ChainFacts } from '#shared/services/journal/chain-facts.ts';
import { type Draft, fact } from '#shared/services/journal/host.ts';
import type { StoreRecord } from './fold-records.ts';
import { freeId, freeLetter, freeName } from './free-names.ts';
import type { HandedRow } from './read-rows.ts';
import { sameData, sameName } from './same-data.ts';

/** What becomes of a record: who it is in the chain, whose word stands, what is written, and what a person should look at. */
export interface Settled {
  readonly ours: string;
  readonly whose: HandedRow['whose'];
  /** null: nothing is to be written. */
  readonly draft: Draft | null;
  readonly look: Readonly<Record<string, string | number>> | null;
}

export interface Settling {
  readonly chain: ChainFacts;
  /** The code the store has in the chain. */
  readonly store: string;
  /** What became of this record before, if anything. */
  readonly known: HandedRow | undefined;
  /** Whether all ways of paying the chain has came from this store. */
  readonly isFirst: boolean;
  /** Ways of paying of the chain that are not offered in this store. */
  readonly tendersOff: readonly string[];
  /** What a record of this store is called in the chain. */
  readonly ours: (kind: 'tax' | 'role', theirs: string) => string;
}

type Named = TaxClass | Category | TenderKind | Role;

/**
 * Where the chain has the same already, the store's becomes that. Where it has another of the same name or id, the store's is kept beside
 * it under a name and an id of its own: nobody's rights and no price's tax change by joining. Once it has become the chain's, what the
 * store still says of it is shown to a person and not taken.
 */
export function settleRecord(
  record: Extract<StoreRecord, { kind: 'tax' | 'category' | 'tender' | 'role' }>,
  given: Settling,
): Settled {
  switch (record.kind) {
    case 'tax':
      return settleNamed(record.value, [...given.chain.taxClasses.values()], {
        ...given,
        isSame: (a, b) => sameData(ratesOf(a), ratesOf(b)) && (a.id === b.id || sameName(a.name, b.name)),
        differs: () => false,
        draft: (value, others) =>
          fact(taxClassChanged, {
            taxClass: {
              ...value,
              letter: freeLetter(value.letter, new Set(others.map(({ letter }) => letter))),
            },
          }),
      });
    case 'category': {
      const value = { ...record.value, taxClass: given.ours('tax', record.value.taxClass) as TaxClassId };
      return settleNamed(value, [...given.chain.categories.values()], {
        ...given,
        isSame: (a, b) =>
          sameName(a.name, b.name) && a.taxClass === b.taxClass && a.openPrice === b.openPrice && b.active,
        differs: () => false,
        draft: (category) => fact(categoryChanged, { category }),
      });
    }
    case 'tender':
      return settleTender(record.value, given);
    case 'role':
      return settleNamed(record.value, [...given.chain.roles.values()], {
        ...given,
        isSame: (a, b) => sameData(a.grants, b.grants) && (a.id === b.id || sameName(a.name, b.name)),
        differs: () => false,
        draft: (role) => fact(roleChanged, { role }),
      });
  }
}

/** A way of paying that is the chain's, and that this store had switched off, is not offered here: that it may say for itself. */
function settleTender(tender: TenderKind, given: Settling): Settled {
  const { chain, isFirst, known, store, tendersOff } = given;
  const settled = settleNamed(tender, chain.tenders, {
    ...given,
    isSame: (a, b) => a.kind === b.kind && (a.id === b.id || (sameName(a.name, b.name) && b.active)),
    differs: (a, b) => {
      const active = a.active || (b.active && mayBeOff(b, given));
      return !sameData({ ...a, active, id: '', sort: 0 }, { ...b, id: '', sort: 0 });
    },
    draft: (value) => fact(tenderChanged, { tender: value }),
    // It is offered in every store from now on.
    ...(isFirst ? {} : { isNew: 'offered-everywhere' }),
  });
  const chains = chain.tenders.find(({ id }) => id === settled.ours);
  if (settled.whose === 'store' || chains === undefined) return settled;
  const isOff = !tender.active && chains.active && mayBeOff(chains, given);
  if (isOff === tendersOff.includes(chains.id)) return settled;
  const off = isOff ? [...tendersOff, chains.id] : tendersOff.filter((id) => id !== chains.id);
  const values = { tendersOff: JSON.stringify(off) };
  const look = known === undefined ? settled.look : null;
  return { ...settled, draft: fact(settingsChanged, { scope: `store/${store}`, values }), look };
}

/** Cash can always be taken. */
const mayBeOff = (tender: TenderKind, { chain, tendersOff }: Pick<Settling, 'chain' | 'tendersOff'>) =>
  tender.kind !== 'cash' ||
  chain.tenders.some(
    ({ id, kind, active }) => kind === 'cash' && active && id !== tender.id && !tendersOff.includes(id),
  );

const ratesOf = ({ rates }: TaxClass) => rates.map(({ rate }) => rate);

interface Kind<T extends Named> {
  readonly isSame: (theirs: T, chains: T) => boolean;
  /** Whether a person should look though they are the same. */
  readonly differs: (theirs: T, chains: T) => boolean;
  readonly draft: (value: T, others: readonly T[]) => Draft;
  readonly isNew?: string;
}

function settleNamed<T extends Named>(
  theirs: T,
  chains: readonly T[],
  { known, store, isSame, differs, draft, isNew }: Kind<T> & Pick<Settling, 'known' | 'store'>,
): Settled {
  const mine = known?.whose === 'store' ? known.ours : null;
  const others = chains.filter(({ id }) => id !== mine);
  const kept =
    known === undefined
      ? others.find((each) => isSame(theirs, each))
      : known.whose === 'chain'
        ? others.find(({ id }) => id === known.ours)
        : undefined;
  if (kept !== undefined) {
    const look = known !== undefined || differs(theirs, kept) ? 'chain-stands' : null;
    return {
      ours: kept.id,
      whose: 'chain',
      draft: null,
      look: look === null ? null : { what: look, name: theirs.name, chain: kept.name },
    };
  }
  const ours = mine ?? freeId(theirs.id, store, new Set(others.map(({ id }) => id)));
  const name = freeName(
    theirs.name,
    store,
    others.map((each) => each.name),
  );
  const renamed = name === theirs.name ? null : 'kept-beside';
  const look = renamed ?? (known === undefined ? (isNew ?? null) : null);
  return {
    ours,
    whose: 'store',
    draft: draft({ ...theirs, id: ours, name }, others),
    look: look === null ? null : { what: look, name: theirs.name, chain: name },
  };
}

/** People are themselves: two of one name stay two, and a person is asked whether they are one. */
export function settlePerson(
  { value }: Extract<StoreRecord, { kind: 'person' }>,
  given: Pick<Settling, 'known' | 'ours'> & { readonly isKnown: boolean; readonly namesake: string | null },
): Settled {
  if (given.known === undefined && given.isKnown)
    return { ours: value.id, whose: 'chain', draft: null, look: { what: 'chain-stands' } };
  const person = { ...value, role: given.ours('role', value.role) as RoleId };
  return {
    ours: value.id,
    whose: 'store',
    draft: fact(personChanged, { person }),
    look: given.namesake === null ? null : { what: 'same-name', chain: given.namesake },
  };
}
