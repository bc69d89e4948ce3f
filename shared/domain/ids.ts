/** Branded ids: a uuidv7 made where the fact is made, or a short code where the field uses one. */
declare const brand: unique symbol;
type Id<Name extends string> = string & { readonly [brand]: Name };

export type EntryId = Id<'Entry'>;
export type DeviceId = Id<'Device'>;
/** Store key: the short code printed on tickets and first in every key, e.g. `R01`. */
export type StoreId = Id<'Store'>;
export type RegisterId = Id<'Register'>;
export type PersonId = Id<'Person'>;
export type TicketId = Id<'Ticket'>;
export type SaleId = Id<'Sale'>;
export type ReturnId = Id<'Return'>;
export type ShiftId = Id<'Shift'>;
export type ProductId = Id<'Product'>;
export type CategoryId = Id<'Category'>;
export type TaxClassId = Id<'TaxClass'>;
export type TenderId = Id<'Tender'>;
export type RoleId = Id<'Role'>;
export type ImportId = Id<'Import'>;
export type ChangeId = Id<'Change'>;
export type PriceScheduleId = Id<'PriceSchedule'>;
export type TransferId = Id<'Transfer'>;
export type TransferReceiptId = Id<'TransferReceipt'>;
export type TransferSettlementId = Id<'TransferSettlement'>;
export type MoveDocument = Id<'MoveDocument'>;
