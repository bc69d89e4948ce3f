import { isContractProcedure } from '@orpc/contract';
import type { z } from 'zod';
import type { Meta } from '#shared/contract/base.ts';
import { contract } from '#shared/contract/index.ts';

/** One procedure as the contract describes it. */
export interface Procedure {
  /** `sales.complete` */
  readonly name: string;
  readonly path: readonly string[];
  readonly meta: Meta;
  readonly input: z.ZodType | null;
}

/** Every procedure of the contract: a new one can't be forgotten. */
export const PROCEDURES: readonly Procedure[] = walk(contract, []);

function walk(node: unknown, path: readonly string[]): Procedure[] {
  if (isContractProcedure(node)) {
    const { meta, inputSchema } = node['~orpc'];
    const input = (inputSchema ?? null) as z.ZodType | null;
    return [{ name: path.join('.'), path, meta: meta as Meta, input }];
  }
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, child]) => walk(child, [...path, key]));
}

/** Calls a procedure by its path, whatever the input. */
export async function call(client: unknown, path: readonly string[], input: unknown): Promise<unknown> {
  const procedure = path.reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], client);
  return await (procedure as (input: unknown) => Promise<unknown>)(input);
}

export interface Refusal {
  readonly code: string;
  readonly status: number;
  readonly defined: boolean;
  readonly data: unknown;
}

/** How a call was refused, or null when it was not. */
export async function refusalOf(work: Promise<unknown>): Promise<Refusal | null> {
  try {
    await work;
    return null;
  } catch (error) {
    return error as Refusal;
  }
}
