import type {
  TransferDispatched,
  TransferReceived,
  TransferTakenBack,
} from '#shared/domain/transfer/transfer.ts';

/** What is known outside the system: what the printer printed, what came and went by the back door, and what headquarters said. */
export interface Paper {
  readonly entry: string;
  readonly store: string;
  readonly device: string;
  readonly machine: number;
  /** The disk it was written on was put back to before it. */
  rolledBack: boolean;
  /** Gone with that disk, and nowhere else. A number that is told, never hidden. */
  lost: boolean;
}

export interface Receipt extends Paper {
  readonly sale: string;
  readonly number: string;
  readonly total: number;
  readonly shift: string;
  readonly items: readonly { readonly product: string; readonly price: number; readonly qty: number }[];
}

/** Somebody took a parked ticket up: by headquarters' word; as the one who had parked it, without; or as a copy of another's. */
export interface Taking {
  readonly park: string;
  readonly root: string;
  readonly how: 'word' | 'here' | 'copy';
  readonly machine: number;
  /** Which life of headquarters it was in. */
  readonly life: string;
}

/** The note that goes with goods to another store, or is signed when they are counted in or taken back. */
export type TransferNote = Paper &
  (
    | { readonly kind: 'sent'; readonly body: TransferDispatched }
    | { readonly kind: 'received'; readonly body: TransferReceived }
    | { readonly kind: 'recalled' | 'settled'; readonly body: TransferTakenBack }
  );

/** A price headquarters has set for some hours; minutes in ms. */
export interface Passing {
  readonly product: string;
  readonly price: number;
  readonly from: number;
  readonly until: number;
}

/** Prices as the chain's feed has them at a position. */
export type Prices = ReadonlyMap<string, number>;

export class Truth {
  readonly receipts: Receipt[] = [];
  readonly transfers: TransferNote[] = [];
  readonly takings: Taking[] = [];
  /** Machines whose disk was put back: a ticket that was sold lies open there again. */
  readonly rewound = new Set<number>();
  /** Prices at each position of the chain's feed in this life of headquarters; 0 is before the first fact. */
  prices: readonly Prices[] = [new Map()];
  /** Passing prices at each of these positions. */
  passing: readonly (readonly Passing[])[] = [[]];
  /** Devices of which two disks went on, or one whose rollback nobody could see. */
  readonly doubled = new Set<string>();
  readonly revoked = new Set<string>();

  /** Everything on paper. */
  papers(): readonly Paper[] {
    return [...this.receipts, ...this.transfers];
  }

  said(changes: ReadonlyMap<string, number>, passing: readonly Passing[] = []): void {
    this.prices = [...this.prices, new Map([...this.pricesNow(), ...changes])];
    this.passing = [...this.passing, [...(this.passing.at(-1) ?? []), ...passing]];
  }

  pricesNow(): Prices {
    return this.prices.at(-1) ?? new Map();
  }
}
