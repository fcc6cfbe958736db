/** Writes several files as one (PKWARE APPNOTE 6.3), without compression: a browser asks before it saves many at once. */

export interface ArchivedFile {
  readonly name: string;
  readonly content: Uint8Array<ArrayBuffer>;
}

const UTF8_NAMES = 0x0800;
/** 1 January 1980: when a file was made is nobody's business here. */
const EPOCH = 0x0021;
const VERSION = 20;

function crcTable(): Uint32Array {
  const table = new Uint32Array(256);
  for (let index = 0; index < 256; index++) {
    let value = index;
    for (let bit = 0; bit < 8; bit++) value = (value & 1) === 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
    table[index] = value;
  }
  return table;
}

/** CRC-32 as ZIP has it. */
function checksum(octets: Uint8Array, table: Uint32Array): number {
  let crc = 0xffffffff;
  for (const octet of octets) crc = (crc >>> 8) ^ (table[(crc ^ octet) & 0xff] ?? 0);
  return ~crc >>> 0;
}

/** Little-endian fields: [octets, value]. */
function fields(...all: readonly (readonly [2 | 4, number])[]): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(all.reduce((sum, [size]) => sum + size, 0));
  const view = new DataView(out.buffer);
  let at = 0;
  for (const [size, value] of all) {
    if (size === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += size;
  }
  return out;
}

/** "a.txt", "a (2).txt": programs that unpack overwrite what has the same name, whatever its case. */
export function distinctNames(names: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const dot = name.lastIndexOf(".");
    const [stem, extension] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ""];
    let distinct = name;
    for (let count = 2; taken.has(distinct.toLowerCase()); count++) distinct = `${stem} (${count})${extension}`;
    taken.add(distinct.toLowerCase());
    return distinct;
  });
}

/** The parts of an archive, in order. The names must be distinct and free of paths. */
export function zipArchive(files: readonly ArchivedFile[]): Blob {
  const table = crcTable();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const directory: Uint8Array<ArrayBuffer>[] = [];
  let offset = 0;
  for (const { name, content } of files) {
    const label = new TextEncoder().encode(name);
    const common = [
      [2, VERSION],
      [2, UTF8_NAMES],
      [2, 0],
      [2, 0],
      [2, EPOCH],
      [4, checksum(content, table)],
      [4, content.length],
      [4, content.length],
      [2, label.length],
      [2, 0],
    ] as const;
    const local = fields([4, 0x04034b50], ...common);
    parts.push(local, label, content);
    directory.push(
      fields([4, 0x02014b50], [2, VERSION], ...common, [2, 0], [2, 0], [2, 0], [4, 0], [4, offset]),
      label,
    );
    offset += local.length + label.length + content.length;
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  const count = files.length;
  const end = fields([4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count], [4, size], [4, offset], [2, 0]);
  return new Blob([...parts, ...directory, end], { type: "application/octet-stream" });
}
