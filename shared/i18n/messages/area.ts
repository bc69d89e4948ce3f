/** One area of the catalogue in another language: the same keys, the same parameters, other words. */
export type AreaOf<Source> = {
  readonly [K in keyof Source]: Source[K] extends string ? string : Source[K];
};
