import type { z } from 'zod';

// Reads schemas as zod 4 keeps them (`def`), to make an input that fits and many that don't.

interface Def {
  readonly type: string;
  readonly [key: string]: unknown;
}
const defOf = (schema: z.ZodType): Def => (schema as unknown as { def: Def }).def;
const fits = (schema: z.ZodType, value: unknown) => schema.safeParse(value).success;

const TEXTS = [
  'a',
  'R01',
  '2026-11-22',
  'CNY',
  '4826',
  '0198f2a0-0000-7000-8000-000000000000',
  'clerk',
  'abcd',
];

/** A value the schema takes. Throws when it can't think of one: then this file has something to learn. */
export function sample(schema: z.ZodType): unknown {
  const def = defOf(schema);
  switch (def.type) {
    case 'string':
      return first(schema, TEXTS);
    case 'number':
      return first(schema, [1, 0, 4, 1000, 48]);
    case 'boolean':
      return true;
    case 'literal':
      return (def['values'] as unknown[])[0];
    case 'enum':
      return Object.values(def['entries'] as Record<string, unknown>)[0];
    case 'array':
      return first(schema, [[sample(def['element'] as z.ZodType)], []]);
    case 'object':
      return Object.fromEntries(
        Object.entries(def['shape'] as Record<string, z.ZodType>).map(([key, value]) => [key, sample(value)]),
      );
    case 'record':
      return {};
    case 'union':
      return sample((def['options'] as z.ZodType[])[0] as z.ZodType);
    case 'optional':
    case 'nullable':
    case 'default':
      return sample(def['innerType'] as z.ZodType);
    case 'pipe':
      return sample(def['in'] as z.ZodType);
    default:
      throw new Error(`no sample for a schema of type ${def.type}`);
  }
}

function first(schema: z.ZodType, candidates: readonly unknown[]): unknown {
  const found = candidates.find((candidate) => fits(schema, candidate));
  if (found === undefined) throw new Error('no sample fits');
  return found;
}

export interface Wrong {
  readonly what: string;
  readonly input: unknown;
}

/** Inputs nobody may send: wrong kinds and sizes out of all proportion, one place at a time. */
export function wrongInputs(schema: z.ZodType): Wrong[] {
  const good = sample(schema);
  const whole: Wrong[] = [null, 'text', 7, [], true].map((input) => ({ what: JSON.stringify(input), input }));
  return [...whole, ...wrongAt(schema, (value) => value, 'input')].filter(({ input }) => input !== good);
}

/** Larger than any field has a use for. */
const LONG = 'x'.repeat(4_000_000);
const MANY = 20_000;

function wrongAt(schema: z.ZodType, put: (value: unknown) => unknown, at: string): Wrong[] {
  const def = defOf(schema);
  const wrong = (what: string, value: unknown): Wrong => ({ what: `${at} ${what}`, input: put(value) });
  switch (def.type) {
    case 'string':
      return [wrong('is an object', {}), wrong('is a number', 7), wrong('is 4 MB', LONG)];
    case 'number':
      return [
        wrong('is text', 'x'),
        wrong('is not whole', 0.5),
        wrong('is 1e300', 1e300),
        wrong('is NaN', Number.NaN),
      ];
    case 'boolean':
      return [wrong('is text', 'yes')];
    case 'literal':
    case 'enum':
      return [wrong('is none of them', 'none-of-them')];
    case 'array': {
      const element = def['element'] as z.ZodType;
      const one = sample(element);
      return [
        wrong('is an object', {}),
        wrong(
          `has ${MANY} elements`,
          Array.from({ length: MANY }, () => one),
        ),
        ...wrongAt(element, (value) => put([value]), `${at}[0]`),
      ];
    }
    case 'object': {
      const shape = def['shape'] as Record<string, z.ZodType>;
      const good = sample(schema) as Record<string, unknown>;
      return [
        wrong('is a list', [1]),
        ...Object.entries(shape).flatMap(([key, value]) => [
          ...wrongAt(value, (bad) => put({ ...good, [key]: bad }), `${at}.${key}`),
          ...(fits(value, undefined) ? [] : [wrong(`lacks ${key}`, { ...good, [key]: undefined })]),
        ]),
      ];
    }
    case 'record': {
      const value = sample(def['valueType'] as z.ZodType);
      const many = Array.from({ length: MANY }, (_, n) => [`k${n}`, value]);
      return [wrong('is a list', [1]), wrong(`has ${MANY} keys`, Object.fromEntries(many))];
    }
    case 'union':
      return [wrong('is none of them', { kind: 'none-of-them' })];
    case 'optional':
    case 'nullable':
    case 'default':
      return wrongAt(def['innerType'] as z.ZodType, put, at);
    case 'pipe':
      return wrongAt(def['in'] as z.ZodType, put, at);
    default:
      throw new Error(`nothing wrong for a schema of type ${def.type}`);
  }
}
