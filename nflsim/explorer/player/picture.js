/** A heat map as a bitmap, written byte by byte: a canvas may be refused, or answer noise. */

const HEAD = 54; // bytes before the pixels of a BMP with 24 bits a pixel and no compression

/** @param {number[]} shares row by row from below, as a BMP has them
 *  @returns {string} an address that holds the picture */
function picture(width, height, shares, palette) {
  const line = Math.ceil(width * 3 / 4) * 4;
  const bytes = new Uint8Array(HEAD + line * height);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 0x424d); // "BM"
  for (const [at, number] of [[2, bytes.length], [10, HEAD], [14, 40], [18, width], [22, height], [34, line * height]]) {
    view.setUint32(at, number, true);
  }
  view.setUint16(26, 1, true); // planes
  view.setUint16(28, 24, true); // bits a pixel
  shares.forEach((share, i) => {
    const [red, green, blue] = palette[Math.round(share * (palette.length - 1))];
    bytes.set([blue, green, red], HEAD + Math.floor(i / width) * line + i % width * 3);
  });
  return "data:image/bmp;base64," + btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}
