/**
 * Where a worker's entry lies: beside the module that starts it, as `.ts` when Node runs the sources and as `.js` when that
 * module was bundled (dist-electron/<name>.js).
 *
 * @example new Worker(workerFile('catalog.worker', import.meta.url))
 */
export const workerFile = (name: string, startedFrom: string): URL =>
  new URL(`./${name}.${startedFrom.endsWith('.js') ? 'js' : 'ts'}`, startedFrom);
