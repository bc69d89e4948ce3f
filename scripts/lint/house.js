// The walls of the house (docs/decisions and the table of rooms in docs/architecture.md) as lint rules.
// `layers`: which room may import which; `no-ambient`: the core has no clock, no random and no I/O of its own.

/** Room of a path inside the repository, most specific first. */
const rooms = [
  ['shared/domain', /^shared\/domain\//],
  ['shared/journal', /^shared\/journal\//],
  ['shared/services', /^shared\/services\//],
  ['shared/link', /^shared\/link\//],
  ['shared/contract', /^shared\/contract\//],
  ['shared/handlers', /^shared\/handlers\//],
  ['shared/i18n', /^shared\/i18n\//],
  ['shared/format', /^shared\/format\//],
  ['electron/shell', /^electron\/(shell\/|main\.ts$|preload\.ts$)/],
  ['electron/host', /^electron\/host\//],
  ['electron/store', /^electron\/store\//],
  ['electron/sync', /^electron\/sync\//],
  ['electron/devices', /^electron\/devices\//],
  ['renderer', /^renderer\//],
  ['server', /^server\//],
  ['node', /^node\//],
];

const shared = [
  'shared/domain',
  'shared/journal',
  'shared/services',
  'shared/link',
  'shared/contract',
  'shared/handlers',
  'shared/i18n',
  'shared/format',
];

/** Who may import which rooms and which packages ('*' = any). */
const allowed = {
  'shared/domain': { rooms: [], packages: [] },
  'shared/journal': { rooms: ['shared/domain'], packages: ['zod'] },
  'shared/services': { rooms: ['shared/domain', 'shared/journal'], packages: ['kysely', 'zod'] },
  'shared/link': { rooms: ['shared/domain', 'shared/journal'], packages: ['zod'] },
  'shared/contract': { rooms: ['shared/domain'], packages: ['zod', '@orpc/contract'] },
  'shared/handlers': { rooms: ['shared/domain', 'shared/contract', 'shared/services'], packages: [] },
  'shared/i18n': { rooms: ['shared/domain'], packages: [] },
  'shared/format': { rooms: ['shared/domain', 'shared/i18n'], packages: [] },
  'electron/store': { rooms: [...shared, 'node'], packages: '*' },
  'electron/devices': { rooms: shared, packages: '*' },
  'electron/sync': { rooms: [...shared, 'electron/store', 'node'], packages: '*' },
  'electron/host': {
    rooms: [...shared, 'electron/store', 'electron/sync', 'electron/devices', 'node'],
    packages: '*',
  },
  'electron/shell': { rooms: [...shared, 'electron/host', 'node'], packages: '*' },
  renderer: { rooms: ['shared/contract', 'shared/i18n', 'shared/format', 'shared/domain'], packages: '*' },
  server: { rooms: [...shared, 'node'], packages: '*' },
  node: { rooms: shared, packages: '*' },
};

const advice = {
  'shared/domain':
    'Pure rules import nothing: pass what they need as an argument, or move the code to shared/services.',
  'shared/journal':
    'Entry types and projectors are pure: rules belong in shared/domain, reads in shared/services.',
  'shared/services':
    'Services are written once for both engines: engine code belongs in electron/store or server/store.',
  'shared/contract':
    'The contract names shapes only: put behaviour in shared/services or electron/host/handlers.',
  renderer:
    'Screens speak to the host through shared/contract only: put the work in a service and call its procedure.',
  server:
    'HQ and the register never import each other: what both need belongs in shared/, or in node/ where it needs Node.',
};

const roomOf = (path) => rooms.find(([, pattern]) => pattern.test(path))?.[0];

const pathOf = (context) => {
  const file = (context.filename ?? context.getFilename()).replaceAll('\\', '/');
  const cwd = (context.cwd ?? process.cwd()).replaceAll('\\', '/');
  return file.startsWith(`${cwd}/`) ? file.slice(cwd.length + 1) : file;
};

const resolve = (from, source) => {
  if (source.startsWith('#')) return source.slice(1);
  if (!source.startsWith('.')) return null;
  const parts = from.split('/').slice(0, -1);
  for (const part of source.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
};

const packageOf = (source) =>
  source
    .split('/')
    .slice(0, source.startsWith('@') ? 2 : 1)
    .join('/');

const layers = {
  create(context) {
    const path = pathOf(context);
    const room = roomOf(path);
    if (!room || /\.test\.tsx?$/.test(path)) return {};
    const rule = allowed[room];
    const check = (node) => {
      const source = node.source?.value;
      if (typeof source !== 'string') return;
      const say = (what) =>
        context.report({
          node,
          message: `${room} may not import ${what}. ${advice[room] ?? 'See the table of rooms in docs/architecture.md.'}`,
        });
      const target = resolve(path, source);
      if (target !== null) {
        const other = roomOf(target);
        if (other === undefined) say(`'${target}'`);
        else if (other !== room && !rule.rooms.includes(other)) say(other);
        return;
      }
      if (packageOf(source) === 'electron' && room !== 'electron/shell')
        return say("'electron' (only electron/shell, main.ts and preload.ts do)");
      if (source.startsWith('node:') && (room.startsWith('shared/') || room === 'renderer'))
        return say(`'${source}'`);
      if (rule.packages !== '*' && !rule.packages.includes(packageOf(source)))
        say(`package '${packageOf(source)}'`);
    };
    return {
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      ImportExpression: check,
    };
  },
};

const noAmbient = {
  create(context) {
    const path = pathOf(context);
    if (!path.startsWith('shared/') || path.endsWith('.test.ts')) return {};
    const say = (node, what) =>
      context.report({
        node,
        message: `${what} in shared/: the core decides, the host acts. Take it as a port or an argument.`,
      });
    return {
      MemberExpression(node) {
        const name = `${node.object?.name}.${node.property?.name}`;
        if (['Date.now', 'Math.random', 'performance.now', 'crypto.randomUUID'].includes(name))
          say(node, name);
      },
      NewExpression(node) {
        if (node.callee?.name === 'Date' && node.arguments.length === 0) say(node, 'new Date()');
      },
      CallExpression(node) {
        if (['setTimeout', 'setInterval', 'fetch', 'setImmediate'].includes(node.callee?.name))
          say(node, `${node.callee.name}()`);
      },
    };
  },
};

export default { meta: { name: 'house' }, rules: { layers, 'no-ambient': noAmbient } };
