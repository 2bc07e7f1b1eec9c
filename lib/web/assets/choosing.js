// A choice in a list is asked for at once, in the server-rendered page and its static copy; without scripts a button asks.
(() => {
  "use strict";
  document.addEventListener("change", ({ target }) => {
    if (target.tagName === "SELECT" && target.closest("#first")) target.form.requestSubmit();
  });
})();
