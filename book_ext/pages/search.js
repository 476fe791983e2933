addEventListener("DOMContentLoaded", () => { // the theme's search dialog loses the focus when it closes
  const dialog = document.getElementById("pst-search-dialog");
  let before = null;
  document.addEventListener("focusin", ({ target }) => {
    if (!dialog?.contains(target)) before = target;
  });
  dialog?.addEventListener("close", () => {
    const buttons = [...document.querySelectorAll(".search-button__button, .search-button-field")];
    const seen = [before, ...buttons].find((one) => one?.isConnected && one.getClientRects().length);
    seen?.focus();
  });
});
