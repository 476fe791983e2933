/* The switch for a page's code, remembered where the browser remembers. */
(function () {
  const KEY = "nflsim-code", root = document.documentElement;
  const remembered = (value) => {
    try {
      if (value !== undefined) localStorage.setItem(KEY, value);
      return localStorage.getItem(KEY);
    } catch { // refused: the switch is this page's alone
      return null;
    }
  };
  root.toggleAttribute("data-code", remembered() === "shown");
  addEventListener("DOMContentLoaded", () => {
    const field = document.querySelector(".code-switch input");
    if (!field) return;
    field.checked = root.hasAttribute("data-code");
    field.addEventListener("change", () => {
      root.toggleAttribute("data-code", field.checked);
      remembered(field.checked ? "shown" : "folded");
    });
  });
})();
