/** What goes to a page: a message on a channel, with numbers for the ports it carries, or a message for such a port. */
export type ToPage =
  | { kind: 'ipc'; channel: string; message: unknown; ports: number[] }
  | { kind: 'port'; port: number; data: Carried }
  | { kind: 'port-closed'; port: number };

/** Text as it is, bytes in base64. */
export type Carried = { text: string } | { bytes: string };

/** What comes from a page, by the binding that `pageSide` hides from it. */
export type FromPage =
  /** A new document: whatever the last one held is gone. */
  | { kind: 'hello' }
  | { kind: 'next' }
  | { kind: 'send'; channel: string; args: unknown[] }
  | { kind: 'port'; port: number; data: Carried }
  | { kind: 'permission'; permission: string; asked: boolean };

/**
 * Runs in every document before its own scripts (as text, so it may use nothing from outside): gives the preload an
 * `electron` with `ipcRenderer`, carries ports, and asks the main process about permissions.
 */
export function pageSide(run: (require: (name: string) => unknown) => void): void {
  type Listener = (event: { ports: MessagePort[] }, ...args: unknown[]) => void;
  const hidden = globalThis as unknown as Record<string, (message: FromPage) => Promise<unknown>>;
  const tell = hidden['__standin'];
  if (tell === undefined || window !== window.top) return;
  delete hidden['__standin'];
  const listeners = new Map<string, Listener[]>();
  const ports = new Map<number, MessagePort>();

  const carry = (data: unknown): Carried => {
    if (typeof data === 'string') return { text: data };
    const bytes =
      data instanceof ArrayBuffer ? new Uint8Array(data) : new Uint8Array((data as Uint8Array).slice());
    let binary = '';
    for (const byte of bytes) binary += String.fromCharCode(byte);
    return { bytes: btoa(binary) };
  };
  const uncarry = (data: Carried): unknown =>
    'text' in data ? data.text : Uint8Array.from(atob(data.bytes), (letter) => letter.charCodeAt(0));

  const openPort = (id: number): MessagePort => {
    const channel = new MessageChannel();
    ports.set(id, channel.port1);
    channel.port1.addEventListener(
      'message',
      (event) => void tell({ kind: 'port', port: id, data: carry(event.data) }),
    );
    channel.port1.start();
    return channel.port2;
  };
  const receive = (message: ToPage): void => {
    if (message.kind === 'port') ports.get(message.port)?.postMessage(uncarry(message.data));
    else if (message.kind === 'port-closed') ports.get(message.port)?.close();
    else {
      const event = { ports: message.ports.map(openPort) };
      for (const listener of listeners.get(message.channel) ?? []) listener(event, message.message);
    }
  };
  const listen = async (): Promise<void> => {
    await tell({ kind: 'hello' });
    for (;;) for (const message of (await tell({ kind: 'next' })) as ToPage[]) receive(message);
  };
  void listen();

  const may = (permission: string, asked: boolean): Promise<boolean> =>
    tell({ kind: 'permission', permission, asked }) as Promise<boolean>;
  navigator.permissions.query = async (query) => {
    const state = (await may(query.name, false)) ? 'granted' : 'denied';
    return { name: query.name, state } as PermissionStatus;
  };
  navigator.geolocation.getCurrentPosition = (_found, refused) => {
    void (async () => {
      if (!(await may('geolocation', true)))
        refused?.({ code: 1, message: 'denied' } as GeolocationPositionError);
    })();
  };
  if ('Notification' in window) {
    Notification.requestPermission = async () => ((await may('notifications', true)) ? 'granted' : 'denied');
  }

  const ipcRenderer = {
    send: (channel: string, ...args: unknown[]) => void tell({ kind: 'send', channel, args }),
    on: (channel: string, listener: Listener) => {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
    },
  };
  const contextBridge = {
    exposeInMainWorld: (name: string, value: unknown) => Object.assign(globalThis, { [name]: value }),
  };
  run((name) => {
    if (name !== 'electron') throw new Error(`a sandboxed preload can't require ${name}`);
    return { ipcRenderer, contextBridge };
  });
}
