// A button beside each text to take along copies it, in both lives of a page; without scripts the text is there to select.
(() => {
  "use strict";
  const SAID = 2000; // milliseconds that a button says it is done
  document.documentElement.classList.add("scripted");

  async function copy(field) {
    try {
      await navigator.clipboard.writeText(field.value);
    } catch { // no clipboard without https, or not allowed: the old way
      field.select();
      document.execCommand("copy");
    }
  }

  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("button.copy");
    if (!button || button.dataset.before) return;
    await copy(button.parentElement.querySelector("textarea"));
    button.dataset.before = button.textContent;
    button.textContent = button.dataset.copied;
    setTimeout(() => { button.textContent = button.dataset.before; delete button.dataset.before; }, SAID);
  });
})();
