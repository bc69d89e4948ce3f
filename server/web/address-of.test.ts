import type { IncomingMessage } from 'node:http';
import { describe, expect, test } from 'vitest';
import { addressOf } from './address-of.ts';

const from = (socket: string, said?: string) =>
  ({
    socket: { remoteAddress: socket },
    headers: said === undefined ? {} : { 'x-forwarded-for': said },
  }) as unknown as IncomingMessage;

describe('where a request comes from', () => {
  test.each<[string, readonly string[], IncomingMessage, string]>([
    ['the other end of the line', [], from('203.0.113.9'), '203.0.113.9'],
    ['an IPv4 address on a socket of both families', [], from('::ffff:203.0.113.9'), '203.0.113.9'],
    ['what a stranger says of itself counts for nothing', [], from('203.0.113.9', '1.2.3.4'), '203.0.113.9'],
    ['what our proxy says', ['10.0.0.1'], from('10.0.0.1', '203.0.113.9'), '203.0.113.9'],
    ['through two proxies of ours', ['10.0.0.0/8'], from('10.0.0.1', '203.0.113.9, 10.9.9.9'), '203.0.113.9'],
    [
      'what stands left of the caller may be invented',
      ['10.0.0.1'],
      from('10.0.0.1', '1.2.3.4, 203.0.113.9'),
      '203.0.113.9',
    ],
    ['a proxy that says nothing', ['10.0.0.1'], from('10.0.0.1'), '10.0.0.1'],
  ])('%s', (_what, proxies, request, address) => expect(addressOf(proxies)(request)).toBe(address));
});
