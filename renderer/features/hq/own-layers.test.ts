import { expect, test } from 'vitest';
import { type AllSettings, ownChanges, widerAt } from './own-layers.ts';

const chain = { footer: 'chain', idleLockMinutes: 10 } as AllSettings;
const layers = { chain, store: { footer: 'store' }, register: { footer: 'register' } };

test('what would hold without a word of its own is the next wider scope’s', () => {
  const store = { store: 'R01', register: null };
  const register = { store: 'R01', register: '1' };
  expect(widerAt(layers, store, 'footer')).toEqual({ value: 'chain', source: 'chain' });
  expect(widerAt(layers, register, 'footer')).toEqual({ value: 'store', source: 'store' });
  expect(widerAt(layers, register, 'idleLockMinutes')).toEqual({ value: 10, source: 'chain' });
});

test('only what differs is told, and null takes a word back', () => {
  expect(ownChanges({ footer: 'a', phone: '1' }, { footer: 'b', phone: '1', taxNumber: '' })).toEqual({
    footer: 'b',
    taxNumber: '',
  });
  expect(ownChanges({ footer: 'a' }, {})).toEqual({ footer: null });
});
