import { describe, expect, test } from 'vitest';
import { personBeside, personByLetter } from './choose-person.ts';
import { countdown } from './countdown.ts';

const people = ['Mei Lin', 'Tom Becker', 'Ana Ruiz', '王芳'].map((name, index) => ({
  id: String(index),
  name,
}));

describe('choosing who signs in', () => {
  test('arrows stay at the ends', () => {
    expect(personBeside(people, null, 1)?.name).toBe('Mei Lin');
    expect(personBeside(people, '3', 1)?.name).toBe('王芳');
    expect(personBeside(people, '1', -1)?.name).toBe('Mei Lin');
    expect(personBeside([], null, 1)).toBeUndefined();
  });

  test('a letter finds first and family names, and goes on from the chosen one', () => {
    expect(personByLetter(people, null, 'b')?.name).toBe('Tom Becker');
    expect(personByLetter(people, '0', 'l')?.name).toBe('Mei Lin');
    expect(personByLetter(people, '1', '王')?.name).toBe('王芳');
    expect(personByLetter(people, null, 'x')).toBeUndefined();
  });
});

test.each([
  [900_000, '15:00'],
  [59_001, '1:00'],
  [45_000, '0:45'],
  [1, '0:01'],
  [-5, '0:00'],
])('%d ms left reads %s', (ms, text) => {
  expect(countdown(ms)).toBe(text);
});
