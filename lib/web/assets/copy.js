// A button beside each text to take along copies it, in both lives of a page; without scripts the text is there to select.
(() => {
  "use strict";
  const SAID = 2000; // milliseconds that a button says it is done
  const { classList } = document.documentElement;
  classList.add("scripted");

  function whole() { // the first screen is painted: what lies below it is no longer left out, and an anchor is where it will stay
    classList.add("painted");
    if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
  }
  requestAnimationFrame(() => setTimeout(whole));

  async function copy(field) {
    try {
      await navigator.clipboard.writeText(field.textContent);
    } catch { // no clipboard without https, or not allowed: the old way
      getSelection().selectAllChildren(field);
      document.execCommand("copy");
    }
  }

  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("button.copy");
    if (!button || button.dataset.before) return;
    await copy(button.parentElement.querySelector(".taken"));
    button.dataset.before = button.textContent;
    button.textContent = button.dataset.copied;
    setTimeout(() => { button.textContent = button.dataset.before; delete button.dataset.before; }, SAID);
  });
})();
