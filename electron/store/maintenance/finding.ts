/** Something the doctor found: where, and what is wrong there. */
export interface Finding {
  readonly code:
    | 'file-damaged'
    | 'chain-broken'
    | 'table-differs'
    | 'catalog-behind'
    | 'numbers-gap'
    /** The file of headquarters the catalog was begun with. */
    | 'base-damaged';
  readonly where: string;
  readonly what: string;
}
