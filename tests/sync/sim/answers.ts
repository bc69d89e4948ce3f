import { nodeCodec } from '#node/codec.ts';
import type { LinkFault } from '#shared/link/fault.ts';
import type { Answer } from './network.ts';

export const json = (value: unknown): Answer => ({
  kind: 'octets',
  bytes: nodeCodec.utf8(JSON.stringify(value)),
});
export const refuse = (code: LinkFault['code']): Answer => ({ kind: 'fault', code });
