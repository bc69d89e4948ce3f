import type { DomainErrorCode } from '../../../domain/error.ts';

/** What the message may mention, already written for a person; absent when the error did not say. */
type Given = Readonly<Record<string, string | undefined>>;

/** Refusals of the domain: what happened, what it means for this sale, what to do now. */
export const error = {
  'error.AMOUNT_INVALID': 'This amount cannot be used. Nothing was changed. Type it again.',
  'error.APPROVAL_NEEDED':
    'This needs a second person. Nothing was changed yet. Ask someone who may approve it.',
  'error.BARCODE_INVALID':
    'The barcode does not add up, so a digit is wrong. Nothing was added. Scan it again or type it.',
  'error.BARCODE_TAKEN': (p: Given) =>
    `${p['name'] ?? 'Another product'} already has this barcode. Nothing was saved. Use another code or open that product.`,
  'error.CART_CHANGED': 'The ticket changed meanwhile. Nothing was taken. Look at the total and press again.',
  'error.CART_EMPTY': 'There is nothing on this ticket. Scan an item first.',
  'error.CART_HAS_TENDERS':
    'Money was already taken for this ticket. The ticket stays as it is. Give that money back first, or finish the sale.',
  'error.CART_NOT_FOUND':
    'This ticket is no longer open here. It was finished, voided or taken elsewhere. Start a new one.',
  'error.CART_PARKED': 'This ticket is parked. Nothing was changed. Recall it first.',
  'error.CLOCK_BEHIND':
    'The clock of this register is behind the last sale. Selling waits until a manager confirms the date.',
  'error.CODE_TAKEN': 'This code is already in use. Nothing was saved. Choose another.',
  'error.COUNT_INCOMPLETE':
    'The count is not complete. The shift stays open. Count every way of paying that is asked for.',
  'error.CREDENTIALS_WRONG': 'Account or password is wrong. Nobody was signed in. Try again.',
  'error.DISCOUNT_TOO_LARGE': (p: Given) =>
    `The discount is too large${p['most'] === undefined ? '' : ` (at most ${p['most']})`}. The price stays as it was. Give less or ask for approval.`,
  'error.DRAWER_COUNTING':
    'This drawer is being counted, so it does not sell. The ticket is kept. Finish or leave the count.',
  'error.FACTOR_WRONG': 'This code is wrong, too old or was used before. Wait for the next one and type it.',
  'error.HQ_AWAY':
    'Headquarters cannot be reached, so nobody can say who gets this ticket. It stays where it was parked. Take it up there, or open a copy here.',
  'error.ID_REUSED':
    'Something else was already done under this name. Nothing was done twice. Start this step again.',
  'error.IN_USE': (p: Given): string =>
    p['what'] === 'import'
      ? 'Another import is under way. Nothing was changed. Wait until it has ended, or stop it.'
      : 'This is still in use, so it stays. Switch it off instead.',
  'error.JOIN_REFUSED':
    'Headquarters did not take this register. Nothing was changed here. Check address and code, then try again.',
  'error.KEPT_AT_HQ':
    'This is kept at headquarters, so it cannot be changed here. Nothing was changed. Change it there; it comes down by itself.',
  'error.LAST_FACTOR': 'This is the only second factor of your account, so it stays. Add another one first.',
  'error.LINE_NOT_FOUND': 'This line is no longer on the ticket. Nothing was changed. Choose another line.',
  'error.NAME_MISSING': 'A name is missing. Nothing was saved. Write one.',
  'error.NOTHING_TO_UNDO': 'There is nothing to undo.',
  'error.NOT_FOUND': 'This was not found here. Nothing was changed. Check the number or search by name.',
  'error.PARK_TAKEN': (p: Given) =>
    p['register'] === undefined
      ? 'Another register has this ticket. Nothing was taken up here.'
      : `Register ${p['register']} has this ticket. Nothing was taken up here.`,
  'error.PASSKEY_WRONG':
    'No passkey was accepted. Nothing was changed. Try again, with another one or with a code.',
  'error.PASSWORD_WRONG': 'The password is wrong. Nothing was changed. Type it again.',
  'error.PASSWORD_WEAK':
    'This password is too easy to guess. Nothing was changed. Take at least ten characters that are not your account name.',
  'error.PERSON_LOCKED': (p: Given) =>
    `Too many wrong PINs. This person is locked on this register${p['minutes'] === undefined ? ' for a while' : ` for ${p['minutes']} min`}. Wait, or someone else signs in.`,
  'error.PIN_TAKEN': 'This PIN cannot be used. Nothing was saved. Choose another.',
  'error.PIN_WEAK':
    'This PIN is too easy to guess. Nothing was saved. Avoid rows like 1234 and repeats like 1111.',
  'error.PIN_WRONG': 'The PIN is wrong. Nothing was changed. Try again.',
  'error.PRICE_INVALID': 'This price cannot be used. The old one stays. Type it again.',
  'error.QUANTITY_INVALID': (p: Given): string =>
    p['label'] === undefined
      ? 'This quantity cannot be used. The line stays as it was. Type it again.'
      : 'This label says zero. Nothing was added. Have it weighed again.',
  'error.QUANTITY_FRACTION':
    'This item is sold in whole pieces. The line stays as it was. Type a whole number.',
  'error.QUANTITY_UNUSUAL':
    'This is an unusually large quantity. The line stays as it was. Check it, then confirm or type it again.',
  'error.REASON_MISSING': 'A reason is needed. Nothing was changed. Write one.',
  'error.REFERENCE_MISSING':
    'This way of paying needs its number (slip, voucher). No money was booked. Type or scan it.',
  'error.RETURN_EXCEEDS_SOLD': (p: Given) =>
    `More is coming back than was sold${p['left'] === undefined ? '' : ` (${p['left']} left)`}. Nothing was returned. Lower the quantity.`,
  'error.RIGHT_MISSING':
    'You may not do this here. Nothing was changed. Ask a colleague who may, or a manager.',
  'error.SETTING_INVALID': 'This setting cannot be used. The old one stays. Correct the marked field.',
  'error.SETUP_KEY_WRONG':
    'This is not the key that was printed when headquarters was started. Nothing was set up. Copy it again.',
  'error.SHIFT_CLOSED': 'No shift is open on this drawer. The ticket is kept. Open a shift to take money.',
  'error.SHIFT_OF_ANOTHER':
    'Somebody else is responsible for this drawer, so it takes no money from you. The ticket is kept. They sign in, or close their shift.',
  'error.SHIFT_OPEN': 'A shift is already open on this drawer. Close it first.',
  'error.SIGNED_OUT': 'Nobody is signed in. The ticket is kept. Sign in with your PIN.',
  'error.SOLD_ELSEWHERE': (p: Given) =>
    `This was sold at register ${p['register'] ?? 'of another counter'}. Nothing was taken back. Take it back there; this register cannot do that yet.`,
  'error.STALE':
    'This was changed elsewhere meanwhile. Nothing was saved. Look at the new state and try again.',
  'error.STOCK_SHORT': (p: Given) =>
    `There is not so much of ${p['name'] ?? 'this product'} on the shelf${p['left'] === undefined ? '' : ` (${p['left']} left)`}. Nothing was sent. Send less, or count the shelf first.`,
  'error.TENDER_NOT_ALLOWED': 'This way of paying cannot be used here. No money was booked. Choose another.',
  'error.TENDER_EXCEEDS_DUE': (p: Given) =>
    `This way of paying gives no change, so it may not exceed what is due${p['due'] === undefined ? '' : ` (${p['due']})`}. No money was booked. Type less.`,
  'error.TENDERS_INCOMPLETE': (p: Given) =>
    `The ticket is not fully paid${p['due'] === undefined ? '' : `: ${p['due']} is missing`}. The sale stays open. Take the rest.`,
  'error.WORK_UNDER_WAY':
    'Many products are being changed or imported just now. Nothing was changed. Try again when that has ended.',
  'error.TOTAL_TOO_LARGE':
    'The total is too large for one ticket. The last change was not made. Split the sale over two tickets.',
  'error.TRANSFER_COUNTED':
    'The other store has counted this transfer in and awaits no more. Nothing was taken back. Settle what is missing instead.',
  'error.TRANSFER_DONE': 'Nothing of this transfer is on its way any more. Nothing was changed.',
  'error.TRANSFER_EMPTY': 'There is nothing on this transfer. Nothing was changed. Add a product or a count.',
  'error.TRANSFER_EXCEEDED': (p: Given) =>
    `That is more of ${p['name'] ?? 'this product'} than is missing${p['left'] === undefined ? '' : ` (${p['left']})`}. Nothing was settled. Type less.`,
  'error.TRANSFER_OPEN':
    'The other store still awaits more of this transfer. Nothing was settled. Wait for its count, or take back what is on its way.',
  'error.TRIED_TOO_OFTEN': (p: Given) =>
    `Too many wrong tries. Signing in waits${p['minutes'] === undefined ? ' a while' : ` ${p['minutes']} min`}. Nothing is lost; try again then.`,
  'error.title': 'That did not work',
  'error.unexpected':
    'Something went wrong in Mallard. What you entered is kept. Try again; if it happens twice, call support.',
  'error.disconnected':
    'The screen lost its connection to the register. What was finished is safe. It reconnects by itself; then try again.',
  'error.badInput': 'Something in this form cannot be used. Nothing was saved. Correct the marked fields.',
  'error.storeTrouble':
    'The disk of this register is full, locked or damaged, so nothing was written. What was finished before is safe. Free space or call support, then try again.',
  'error.screenBroke': 'This screen stopped. Your ticket is safe.',
  'error.screenBrokeHint':
    'Go back to it, or reload. If it happens again, note the words below and call support.',
  'error.reload': 'Reload',
  'error.backToTicket': 'Back to the ticket',
} satisfies Record<`error.${DomainErrorCode}`, string | ((p: Given) => string)> &
  Record<string, string | ((p: Given) => string)>;
