import { expect, test } from 'vitest';
import { siteOf } from './site.ts';

test.each([
  ['https://hq.example.com', 'hq.example.com', 'https://hq.example.com'],
  ['https://HQ.example.com:8443/', 'hq.example.com', 'https://hq.example.com:8443'],
  ['http://localhost:8420', 'localhost', 'http://localhost:8420'],
])('%s: passkeys are for %s', (address, id, origin) => expect(siteOf(address)).toEqual({ id, origin }));

test.each([
  'http://127.0.0.1:8420',
  'https://10.0.0.5',
  'https://[::1]:8420',
  'http://hq.example.com',
  'https://',
])('%s: no browser makes a passkey there', (address) => expect(siteOf(address)).toBeNull());
