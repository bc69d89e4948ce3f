// The few words the host says by itself, before or without the renderer and its catalogue: both first languages at once.

const page = (title: string, lines: readonly string[]): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title><h1>${title}</h1>${lines
    .map((line) => `<p>${line}</p>`)
    .join('')}</html>`;

export const notFoundPage = page('Nothing here · 这里没有内容', [
  'Mallard has no page at this address. <a href="/">Go to the till</a>.',
  '此地址没有页面。<a href="/">返回收银台</a>。',
]);

export const lockedPage = page('Open Mallard from its own address · 请使用完整地址打开', [
  'This register only opens with the full address that was printed where it was started, and was given a new one if it was started again. Copy that address. Tickets and sales are safe.',
  '请复制启动时显示的完整地址，然后重新打开；重新启动后地址会变。小票和销售都不会丢失。',
]);

export const notBuiltPage = page('The screens are not built · 界面尚未构建', [
  'Run “npm run build” once, then reload.',
  '请先运行 “npm run build”，然后刷新。',
]);
