/* The switch for a page's code, remembered: turned before the page is seen. */
(function () {
  const KEY = "nflsim-code", root = document.documentElement;
  root.toggleAttribute("data-code", localStorage.getItem(KEY) === "shown");
  addEventListener("DOMContentLoaded", () => {
    const field = document.querySelector(".code-switch input");
    if (!field) return;
    field.checked = root.hasAttribute("data-code");
    field.addEventListener("change", () => {
      root.toggleAttribute("data-code", field.checked);
      localStorage.setItem(KEY, field.checked ? "shown" : "folded");
    });
  });
})();
