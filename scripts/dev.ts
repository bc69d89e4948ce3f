import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { createServer as createSocket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createServer, type ProxyOptions } from 'vite';
import { openBrowser } from './open-browser.ts';

// npm run dev: the renderer with hot reload, before a register in .mallard/dev that restarts when its code changes.
// Vite stands before the loopback host and carries the session for the page, so the host's own guards stay as they are.

const root = join(import.meta.dirname, '..');
const hostMode = process.argv.indexOf('--host');
if (hostMode > 0) await runHost(Number(process.argv[hostMode + 1]));
else await runDev();

async function runHost(port: number): Promise<void> {
  const { createHost } = await import('../electron/host/create-host.ts');
  const { serveUntilStopped } = await import('../electron/host/web/serve-until-stopped.ts');
  const dataDir = join(root, '.mallard/dev');
  mkdirSync(dataDir, { recursive: true });
  const token = process.env['MALLARD_DEV_TOKEN'] ?? '';
  await serveUntilStopped(await createHost({ dataDir }), {
    port,
    token,
    ready: () => console.log('register ready'),
  });
}

async function runDev(): Promise<void> {
  const port = await freePort();
  const token = randomBytes(32).toString('base64url');
  const origin = `http://127.0.0.1:${port}`;
  let cookie = '';
  const watched = ['electron', 'shared'].map((folder) => `--watch-path=${join(root, folder)}`);
  const host = spawn(process.execPath, [...watched, import.meta.filename, '--host', String(port)], {
    env: { ...process.env, MALLARD_DEV_TOKEN: token },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  createInterface({ input: host.stdout }).on('line', (line) => {
    console.log(line);
    if (line === 'register ready') void enter().then((got) => (cookie = got));
  });
  const enter = async (): Promise<string> => {
    const reply = await fetch(`${origin}/?token=${token}`, { redirect: 'manual' });
    return (reply.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  };
  const carry = (sent: ClientRequest, asked: IncomingMessage): void => {
    if (asked.headers.origin !== undefined && asked.headers.origin !== `http://${asked.headers.host}`) {
      sent.destroy();
      return;
    }
    sent.setHeader('host', `127.0.0.1:${port}`);
    sent.setHeader('origin', origin);
    sent.setHeader('cookie', cookie);
  };
  const proxied: ProxyOptions = {
    target: origin,
    ws: true,
    configure: (proxy) => {
      proxy.on('proxyReq', carry);
      proxy.on('proxyReqWs', carry);
    },
  };
  const vite = await createServer({
    configFile: join(root, 'vite.config.ts'),
    server: { host: '127.0.0.1', proxy: { '/rpc': proxied, '/pictures': proxied } },
  });
  await vite.listen();
  vite.printUrls();
  const url = vite.resolvedUrls?.local[0];
  if (url && !process.argv.includes('--no-open')) openBrowser(url);
  const stop = async (): Promise<void> => {
    host.kill();
    await vite.close();
    process.exit(0);
  };
  process.on('SIGINT', () => void stop());
  process.on('SIGTERM', () => void stop());
}

function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const socket = createSocket();
    socket.once('error', failed);
    socket.listen(0, '127.0.0.1', () => {
      const address = socket.address();
      socket.close(() => found(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
