import { v7 } from 'uuid';

/** A command's id, made before its first try; the host makes it the id of the entry, so trying again is safe. */
export const newCommandId = (): string => v7();
