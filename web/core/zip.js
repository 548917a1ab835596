const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
/** 2.0: what a stored entry needs (PKWARE APPNOTE 4.4.3). */
const VERSION = 20;
/** Bit 11: names are UTF-8 (APPNOTE 4.4.4). */
const UTF_8 = 0x0800;
/** 1980-01-01: when the parts were zipped tells nobody anything. */
const DOS_DATE = 0x21;

const TABLE = Uint32Array.from({length: 256}, (_, n) => {
  let value = n;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** CRC-32 (ISO 3309) of what came before and these bytes. */
export function crc32(bytes, before = 0) {
  let value = ~before;
  for (const byte of bytes) value = (value >>> 8) ^ TABLE[(value ^ byte) & 0xff];
  return ~value >>> 0;
}

async function crcOf(blob) {
  let crc = 0;
  for (const reader = blob.stream().getReader(); ;) {
    const {done, value} = await reader.read();
    if (done) return crc;
    crc = crc32(value, crc);
  }
}

/** Numbers in little endian: [bytes, value] each. */
function record(fields) {
  const view = new DataView(new ArrayBuffer(fields.reduce((sum, [bytes]) => sum + bytes, 0)));
  let at = 0;
  for (const [bytes, value] of fields) {
    if (bytes === 4) view.setUint32(at, value, true);
    else view.setUint16(at, value, true);
    at += bytes;
  }
  return view;
}

/**
 * Files side by side in one archive, stored as they are (PKWARE APPNOTE 4.3). Nothing is copied: the archive refers to the files.
 * @param {{name: string, blob: Blob}[]} files
 * @returns {Promise<Blob>}
 */
export async function zip(files) {
  const body = [];
  const directory = [];
  let offset = 0;
  let directoryBytes = 0;
  for (const {name, blob} of files) {
    const title = new TextEncoder().encode(name);
    const facts = [[2, UTF_8], [2, 0], [2, 0], [2, DOS_DATE], [4, await crcOf(blob)], [4, blob.size], [4, blob.size], [2, title.length], [2, 0]];
    body.push(record([[4, LOCAL], [2, VERSION], ...facts]), title, blob);
    directory.push(record([[4, CENTRAL], [2, VERSION], [2, VERSION], ...facts, [2, 0], [2, 0], [2, 0], [4, 0], [4, offset]]), title);
    offset += 30 + title.length + blob.size;
    directoryBytes += 46 + title.length;
  }
  const end = record([[4, END], [2, 0], [2, 0], [2, files.length], [2, files.length], [4, directoryBytes], [4, offset], [2, 0]]);
  return new Blob([...body, ...directory, end], {type: 'application/zip'});
}
