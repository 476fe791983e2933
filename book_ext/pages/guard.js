for (const name of ["localStorage", "sessionStorage"]) {
  try {
    window[name].length;
  } catch { // refused, by a setting or in a sandboxed frame: what is kept lasts as long as the page
    const kept = new Map();
    Object.defineProperty(window, name, { value: {
      getItem: (key) => kept.has(key) ? kept.get(key) : null,
      setItem: (key, value) => { kept.set(key, String(value)); },
      removeItem: (key) => { kept.delete(key); },
      clear: () => { kept.clear(); },
      key: (place) => [...kept.keys()][place] ?? null,
      get length() { return kept.size; },
    } });
  }
}
