import bwip from 'bwip-js/node';
import { bitmapPng } from './bitmap.ts';
import type { Alignment, PrintEvent, Run, TextEvent } from './events.ts';

const COLUMN = 12;
const LINE = 24;

/** What came out of the printer, as an SVG one unit a dot. */
export function paperPicture(events: readonly PrintEvent[], columns: number): string {
  const width = columns * COLUMN;
  let y = 0;
  const drawn = events.map((event) => {
    const piece = draw(event, width, y);
    y += piece.height;
    return piece.svg;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${y}" viewBox="0 0 ${width} ${y}"><rect width="${width}" height="${y}" fill="#fff"/><g font-family="${FONTS}" font-size="22" text-anchor="middle">${drawn.join('')}</g></svg>\n`;
}

const FONTS = "ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, 'Noto Sans SC Variable', monospace";

interface Piece {
  readonly svg: string;
  readonly height: number;
}

function draw(event: PrintEvent, width: number, y: number): Piece {
  switch (event.kind) {
    case 'text':
      return { svg: event.runs.map((run) => drawRun(run, y, event)).join(''), height: event.height };
    case 'feed':
      return { svg: '', height: event.dots };
    case 'cut':
      return {
        svg: `<path d="M0 ${y + 12}H${width}" stroke="#999" stroke-dasharray="6 6"/>`,
        height: LINE,
      };
    case 'raster':
      return { svg: drawRaster(event, width, y), height: event.height };
    case 'barcode':
      return drawBarcode(event, width, y);
    case 'qr':
      return drawQr(event, width, y);
    case 'drawer':
    case 'beep':
    case 'ask':
    case 'unknown':
      return { svg: '', height: 0 };
  }
}

function drawRun(run: Run, y: number, line: TextEvent): string {
  const bottom = y + line.runs.reduce((most, one) => Math.max(most, one.tall), 1) * LINE;
  const ink = run.inverse ? '#fff' : '#000';
  let x = run.x;
  const glyphs = Array.from(run.text, (char, at) => {
    const cell = (run.cells[at] ?? 1) * COLUMN * run.wide;
    const middle = x + cell / 2;
    x += cell;
    if (char === ' ') return '';
    return `<text transform="translate(${middle} ${bottom - 5 * run.tall}) scale(${run.wide} ${run.tall})">${escaped(char)}</text>`;
  }).join('');
  const box = `x="${run.x}" width="${x - run.x}"`;
  const back = run.inverse
    ? `<rect ${box} y="${bottom - LINE * run.tall}" height="${LINE * run.tall}"/>`
    : '';
  const under = run.underline ? `<rect ${box} y="${bottom - 2}" height="2"/>` : '';
  const weight = run.bold ? ` stroke="${ink}" stroke-width="0.8"` : '';
  return `${back}<g fill="${ink}"${weight}>${glyphs}</g>${under}`;
}

function drawRaster(event: Extract<PrintEvent, { kind: 'raster' }>, width: number, y: number): string {
  const png = bitmapPng(event.width, event.height, event.bits).toString('base64');
  return `<image x="${offset(event.align, width, event.width)}" y="${y}" width="${event.width}" height="${event.height}" href="data:image/png;base64,${png}"/>`;
}

function drawBarcode(event: Extract<PrintEvent, { kind: 'barcode' }>, width: number, y: number): Piece {
  const text = event.readable ? LINE + 4 : 0;
  const symbol = nested({ bcid: event.symbology, text: event.data, height: 10 });
  if (symbol === null)
    return { svg: `<text x="${width / 2}" y="${y + 18}">${escaped(event.data)} ✕</text>`, height: LINE };
  const bars = (symbol.width / 2) * event.module;
  const left = offset(event.align, width, bars);
  const label = event.readable
    ? `<text x="${left + bars / 2}" y="${y + event.height + 20}">${escaped(event.data)}</text>`
    : '';
  return {
    svg: `<svg x="${left}" y="${y}" width="${bars}" height="${event.height}" viewBox="0 0 ${symbol.width} ${symbol.height}" preserveAspectRatio="none">${symbol.inner}</svg>${label}`,
    height: event.height + text,
  };
}

function drawQr(event: Extract<PrintEvent, { kind: 'qr' }>, width: number, y: number): Piece {
  const symbol = nested({ bcid: 'qrcode', text: event.data });
  if (symbol === null) return { svg: '', height: 0 };
  const side = (symbol.width / 2) * event.cell;
  return {
    svg: `<svg x="${offset(event.align, width, side)}" y="${y}" width="${side}" height="${side}" viewBox="0 0 ${symbol.width} ${symbol.height}">${symbol.inner}</svg>`,
    height: side,
  };
}

/** A symbol drawn by a library that knows nothing of our receipts; null where the printer would refuse its content. */
function nested(options: bwip.RenderOptions): { inner: string; width: number; height: number } | null {
  try {
    const svg = bwip.toSVG({ ...options, scale: 2 });
    const [, width = '0', height = '0'] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg) ?? [];
    return {
      inner: svg.replace(/^<svg[^>]*>|<\/svg>\s*$/g, ''),
      width: Number(width),
      height: Number(height),
    };
  } catch {
    return null;
  }
}

const offset = (align: Alignment, width: number, own: number): number => {
  if (align === 'left') return 0;
  return align === 'right' ? width - own : Math.floor((width - own) / 2);
};

const escaped = (text: string): string => text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);
