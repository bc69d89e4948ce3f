import { note } from './journal.ts';

type Handler = (request: Request) => Response | Promise<Response>;
type Decide = (contents: unknown, permission: string, answer: (granted: boolean) => void) => void;
type Check = (contents: unknown, permission: string) => boolean;

const schemes = new Map<string, Handler>();
let decide: Decide = (_contents, _permission, answer) => answer(true);
let check: Check = () => true;

/** Custom schemes. `app://pos/x` is `https://pos/x` in the browser, which knows no schemes of ours. */
export const protocol = {
  registerSchemesAsPrivileged: (list: unknown) => note('protocol.registerSchemesAsPrivileged', list),
  handle: (scheme: string, handler: Handler) => void schemes.set(scheme, handler),
};

export const session = {
  defaultSession: {
    protocol,
    setPermissionRequestHandler: (handler: Decide) => {
      decide = handler;
    },
    setPermissionCheckHandler: (handler: Check) => {
      check = handler;
    },
    setDevicePermissionHandler: (handler: (device: unknown) => boolean) => {
      note('session.setDevicePermissionHandler', handler({}));
    },
  },
};

export const handlerOf = (address: string): Handler | undefined =>
  schemes.get(address.split(':', 1)[0] ?? '');

/** What the app's handlers say about a permission; `asked` as against merely looked up. */
export function mayUse(permission: string, asked: boolean): Promise<boolean> {
  if (!asked) return Promise.resolve(check(null, permission));
  return new Promise((answered) => decide(null, permission, answered));
}

export const toBrowser = (address: string): string => address.replace(/^app:\/\//, 'https://');
export const fromBrowser = (address: string): string =>
  address.replace(/^https:\/\/pos(?=\/|$)/, 'app://pos');
