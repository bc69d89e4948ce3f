/**
 * The id of a command that another command brings about for one subject: the same pair gives the same id, and a uuidv7 again,
 * since it keeps the time of the command and mixes the random parts of both.
 */
export function derivedId(command: string, subject: string): string {
  const a = command.replaceAll('-', '');
  const b = subject.replaceAll('-', '');
  if (!HEX32.test(a) || !HEX32.test(b)) throw new Error(`not uuids: ${command}, ${subject}`);
  const mixed = Array.from(a, (digit, i) =>
    (Number.parseInt(digit, 16) ^ Number.parseInt(b[i] ?? '0', 16)).toString(16),
  );
  const variant = '89ab'[Number.parseInt(mixed[16] ?? '0', 16) % 4] ?? '8';
  const id = `${a.slice(0, 12)}7${mixed.slice(13, 16).join('')}${variant}${mixed.slice(17).join('')}`;
  return `${id.slice(0, 8)}-${id.slice(8, 12)}-${id.slice(12, 16)}-${id.slice(16, 20)}-${id.slice(20)}`;
}

const HEX32 = /^[0-9a-f]{32}$/;
