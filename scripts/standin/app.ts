import { spawn } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { note } from './journal.ts';

/** An event a listener may prevent. */
export class PreventableEvent {
  defaultPrevented = false;
  preventDefault(): void {
    this.defaultPrevented = true;
  }
}

const userData = process.env['STANDIN_USER_DATA'] ?? mkdtempSync(join(tmpdir(), 'mallard-standin-'));
mkdirSync(userData, { recursive: true });
const lockFile = join(userData, 'single-instance.lock');

class App extends EventEmitter {
  readonly isPackaged = process.env['STANDIN_PACKAGED'] === '1';
  /** What closes windows and browser; set by windows.ts. */
  closeWindows: () => Promise<void> = async () => {};
  /** Called once the main script has been evaluated: as with Electron, nothing is ready before. */
  becomeReady: () => void = () => {};
  readonly #ready = new Promise<void>((ready) => {
    this.becomeReady = ready;
  });
  #locked = false;
  #quitting = false;

  whenReady(): Promise<void> {
    return this.#ready;
  }

  enableSandbox(): void {
    note('app.enableSandbox');
  }

  getPath(name: string): string {
    return name === 'userData' ? userData : join(userData, name);
  }

  getVersion(): string {
    return '0.0.0';
  }

  /** A lock file with the owner's process id; the owner is told of others by a file that appears beside it. */
  requestSingleInstanceLock(): boolean {
    try {
      writeFileSync(lockFile, String(process.pid), { flag: 'wx' });
    } catch {
      const owner = Number(readFileSync(lockFile, 'utf8'));
      if (isRunning(owner)) {
        writeFileSync(join(userData, `second-instance-${process.pid}`), JSON.stringify(process.argv));
        return false;
      }
      writeFileSync(lockFile, String(process.pid));
    }
    this.#locked = true;
    watch(userData, (_event, file) => {
      if (!file?.startsWith('second-instance-')) return;
      rmSync(join(userData, file), { force: true });
      this.emit('second-instance', new PreventableEvent(), [], process.cwd(), null);
    }).unref();
    return true;
  }

  quit(): void {
    const before = new PreventableEvent();
    this.emit('before-quit', before);
    if (before.defaultPrevented || this.#quitting) return;
    this.#quitting = true;
    void this.closeWindows().finally(() => {
      this.emit('will-quit', new PreventableEvent());
      this.emit('quit', new PreventableEvent(), 0);
      this.exit(0);
    });
  }

  exit(code = 0): void {
    note('app.exit', code);
    if (this.#locked) rmSync(lockFile, { force: true });
    process.exit(code);
  }

  relaunch(): void {
    note('app.relaunch');
    process.on('exit', () => {
      spawn(process.execPath, process.argv.slice(1), { detached: true, stdio: 'ignore' }).unref();
    });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

export const app = new App();

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.quit());
