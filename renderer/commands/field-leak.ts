/** A field as it was before a burst began; characters that leak in while we can't know yet are taken out again. */
export interface FieldBefore {
  readonly field: HTMLInputElement | HTMLTextAreaElement;
  readonly value: string;
  readonly selection: readonly [number | null, number | null];
}

type Field = HTMLInputElement | HTMLTextAreaElement;

/** The text field an event goes to, or null. */
export function fieldOf(target: EventTarget | null): Field | null {
  if (target instanceof HTMLTextAreaElement) return target.readOnly || target.disabled ? null : target;
  if (!(target instanceof HTMLInputElement)) return null;
  return target.readOnly || target.disabled || NO_TEXT.has(target.type) ? null : target;
}

const NO_TEXT = new Set([
  'button',
  'checkbox',
  'color',
  'file',
  'image',
  'radio',
  'range',
  'reset',
  'submit',
]);

export const remember = (field: Field): FieldBefore => ({
  field,
  value: field.value,
  selection: [field.selectionStart, field.selectionEnd],
});

/** Puts the field back as it was, in React's eyes too, and ends a composition an input method has begun. */
export function undoLeak(before: FieldBefore, composing: boolean): void {
  const { field, value, selection } = before;
  if (composing) {
    field.blur();
    field.focus();
  }
  setField(field, value);
  const [start, end] = selection;
  if (start !== null) field.setSelectionRange(start, end);
}

/** Sets a field's text the way typing would, so that controlled inputs notice. */
export function setField(field: Field, value: string): void {
  if (field.value === value) return;
  const prototype =
    field instanceof HTMLTextAreaElement ? HTMLTextAreaElement.prototype : HTMLInputElement.prototype;
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(field, value);
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
}

/** Fields that want the code itself: a product's barcode, the number of a card slip. */
export const takesScan = (field: Element): boolean => field.closest('[data-takes-scan]') !== null;

/** Fields where 8 to 14 digits and Enter, typed by hand, are a barcode: search. */
export const takesTypedCodes = (field: Element): boolean => field.closest('[data-typed-codes]') !== null;
