import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

/**
 * Where a request comes from: the line's other end, or what proxies of ours say of it. Read from the right, the first address that is
 * no proxy's is the caller; what stands left of it anybody may have written.
 */
export function addressOf(proxies: readonly string[]): (request: IncomingMessage) => string {
  const ours = new BlockList();
  for (const proxy of proxies) {
    const [address = '', bits] = proxy.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (bits === undefined) ours.addAddress(address, family);
    else ours.addSubnet(address, Number(bits), family);
  }
  const isOurs = (address: string): boolean => {
    const version = isIP(address);
    return version !== 0 && ours.check(address, version === 6 ? 'ipv6' : 'ipv4');
  };
  return (request) => {
    const said = String(request.headers['x-forwarded-for'] ?? '').split(',');
    const path = [
      ...said.map((each) => each.trim()).filter(Boolean),
      plain(request.socket.remoteAddress ?? ''),
    ];
    return path.toReversed().find((address) => !isOurs(address)) ?? path[0] ?? '';
  };
}

/** An IPv4 address as a socket of both families says it. */
const plain = (address: string): string => address.replace(/^::ffff:/, '');
