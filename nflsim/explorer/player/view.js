/** What a figure shows at a state: numbers and strings from the grid that Python wrote. No page. */

const UNITS = 1000; // as in explorer/svg.py
const MASK = 65535, FIRST = 35; // as in explorer/grid.py

/** What grid.packed wrote. @returns {Uint16Array} */
function decode({ code, levels }) {
  if (levels) {
    const numbers = new Uint16Array(code.length);
    for (let i = 0; i < code.length; i++) numbers[i] = levels[code.charCodeAt(i) - FIRST];
    return numbers;
  }
  const bytes = atob(code);
  const half = bytes.length / 2;
  const numbers = new Uint16Array(half);
  for (let i = 0, sum = 0; i < half; i++) {
    sum = (sum + bytes.charCodeAt(i) * 256 + bytes.charCodeAt(half + i)) & MASK;
    numbers[i] = sum;
  }
  return numbers;
}

/** @param {[number, number]} range */
function shareOf([low, high]) {
  return (value) => (value - low) / (high - low);
}

class View {
  /** @param {{name: string, tokens: string[], words: string[], start: number}[]} controls */
  constructor(slug, controls) {
    this.slug = slug;
    this.controls = controls;
    this.places = controls.map((control) => control.start);
    this.grid = null; // until it has come
    this.codes = {};
  }

  /** Where the state's part of a stored array begins, given the axes it depends on. */
  offset(stored) {
    return stored.axes.reduce(
      (at, axis) => at * this.controls[axis].tokens.length + this.places[axis], 0) * stored.size;
  }

  /** Codes of the state. @param {string} name where to keep the decoded array */
  slice(name, stored) {
    this.codes[name] ??= decode(stored);
    const at = this.offset(stored);
    return this.codes[name].subarray(at, at + stored.size);
  }

  /** An array of the figure as shares of its axis, or null if no array has this name. */
  shares(name) {
    const stored = this.grid.arrays[name];
    return stored ? Array.from(this.slice(name, stored), (code) => code / stored.steps) : null;
  }

  /** An array in its own units, or null. */
  values(name) {
    const stored = this.grid.arrays[name];
    return stored ? this.shares(name).map((share) => stored.low + share * (stored.high - stored.low)) : null;
  }

  texts(name, stored) {
    return Array.from(this.slice(name, stored), (code) => stored.texts[code]);
  }

  /** Where the controls stand, in words. */
  words() {
    return this.controls.map((control, i) => control.words[this.places[i]]);
  }

  /** The sentence that says what the figure shows. */
  reading() {
    return this.texts(" reading", this.grid.readings)[0];
  }

  /** What the text around the figure may repeat, by name: places of controls, and facts. */
  told() {
    const told = {};
    this.controls.forEach((control, i) => { told[control.name] = control.tokens[this.places[i]]; });
    for (const [name, stored] of Object.entries(this.grid.facts)) {
      told[name] = this.texts(" fact " + name, stored)[0];
    }
    return told;
  }

  /** Where the marks of one trace stand, as attributes are written.
   *  @returns {{picture?: string, line?: string, bars?: string[][], symbols?: string[][]}} */
  marks(trace) {
    const main = this.shares(trace.uid);
    if (trace.type === "heatmap") {
      return { picture: picture(trace.x.length, trace.y.length, main, trace.meta.palette) };
    }
    const layout = this.grid.figure.layout;
    const x = this.shares(trace.uid + ".x") ?? trace.x.map(shareOf(layout.xaxis.range));
    const y = main ?? trace.y.map(shareOf(layout.yaxis.range));
    if (trace.type === "bar") {
      return { bars: y.map((share) => [(UNITS - UNITS * share).toFixed(2), (UNITS * share).toFixed(2)]) };
    }
    return {
      line: "M" + x.map((at, i) => `${(UNITS * at).toFixed(2)} ${(UNITS - UNITS * y[i]).toFixed(2)}`).join("L"),
      symbols: x.map((at, i) => [(100 * at).toFixed(3) + "%", (100 - 100 * y[i]).toFixed(3) + "%"]),
    };
  }

  /** The numbers of the state as a table prints them, row by row. */
  rows() {
    const columns = this.grid.columns.map((column) => column.texts
      ? this.texts(" column " + column.label, column)
      : this.values(column.array).map((value) => value.toFixed(column.digits)));
    return columns[0].map((_, i) => columns.map((column) => column[i]));
  }

  csv() {
    const head = this.grid.columns.map((column) => `"${column.label.replaceAll('"', '""')}"`);
    return [head, ...this.rows()].map((row) => row.join(",")).join("\n") + "\n";
  }

  /** The lines of Python that reproduce the state. @param {string} code with {state} in it */
  code(code) {
    const keywords = this.controls.map((control, i) => {
      const token = control.tokens[this.places[i]];
      return `${control.name}=${control.quoted ? JSON.stringify(token) : token}`;
    });
    return code.replace("{state}", keywords.join(", "));
  }

  /** The state as an address writes it. */
  query() {
    const query = new URLSearchParams();
    this.controls.forEach((control, i) => query.set(control.name, control.tokens[this.places[i]]));
    return String(query);
  }

  /** Go to the state an address names. @param {string} query any text at all; bad values fall
   *  back to the nearest state, or to the first */
  read(query) {
    const asked = new URLSearchParams(query);
    this.places = this.controls.map((control) => {
      const text = asked.get(control.name);
      const exact = control.tokens.indexOf(text);
      const number = Number.parseFloat(text);
      if (exact >= 0 || control.quoted || Number.isNaN(number)) return exact >= 0 ? exact : control.start;
      const values = control.tokens.map(Number);
      const inside = Math.min(Math.max(number, Math.min(...values)), Math.max(...values));
      const gaps = values.map((value) => Math.abs(value - inside));
      return gaps.indexOf(Math.min(...gaps));
    });
  }
}
