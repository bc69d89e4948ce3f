import { serveUntilStopped } from '#electron/host/web/serve-until-stopped.ts';
import { tinyHost } from '../tiny-host.ts';

// The loopback host around the tiny register, as its own process: says its address, then what became of the register.

const [dataDir = '', rendererDir = ''] = process.argv.slice(2);
const host = tinyHost(dataDir);
await serveUntilStopped(host, { rendererDir, ready: (web) => console.log(web.url) });
console.log(host.stopped() ? 'register stopped' : 'register left open');
