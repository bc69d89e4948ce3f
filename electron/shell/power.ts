import { type App, powerMonitor, powerSaveBlocker } from 'electron';

/** A till's display stays on while it runs, and a shutdown of the computer waits until the store is closed. */
export function keepAwake(app: App): void {
  powerSaveBlocker.start('prevent-display-sleep');
  powerMonitor.on('shutdown', (event?: { preventDefault(): void }) => {
    event?.preventDefault();
    app.quit();
  });
}
