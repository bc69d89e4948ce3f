import { type LocalEffect, put } from '#shared/journal/change.ts';
import { localLink } from '#shared/journal/tables/local.ts';

/** The tie of a register that has joined and waits for nothing. */
export const joined = (device: string, at: number): LocalEffect =>
  put(localLink, {
    id: 'self',
    address: 'https://hq.example',
    state: 'joined',
    chain: 'Mallard',
    hq_key: '',
    device,
    joined_at: at,
    incarnation: null,
    acked: '{}',
    alone_store: null,
    alone_register: null,
    agreed_at: null,
    skew: null,
    hq_time: null,
    refused: null,
  });
