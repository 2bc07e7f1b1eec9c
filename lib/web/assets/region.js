// The reader's own region, kept on this device alone and only when asked: a rule shows what was made for it, in both lives of a page.
(() => {
  "use strict";
  const KEY = "region";
  const CODE = /^[A-Z0-9-]{1,16}$/;
  const sheet = document.createElement("style");
  document.head.append(sheet);

  function remembered() {
    try {
      const code = localStorage.getItem(KEY) || "";
      return CODE.test(code) ? code : "";
    } catch { // storage is not allowed: nothing is remembered
      return "";
    }
  }

  function remember(code) {
    try {
      if (code) localStorage.setItem(KEY, code);
      else localStorage.removeItem(KEY);
    } catch { /* storage is not allowed */ }
    show();
  }

  function show() {
    const code = remembered();
    const own = `[data-region="${code}"]`;
    sheet.textContent = code ? `html .own-line${own}, html .own .forget${own} { display: flex } html .own .remember${own} { display: none }` : "";
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.(".own button");
    if (button) remember(button.className === "remember" ? button.dataset.region : "");
  });
  window.addEventListener("storage", show);
  show();
})();
