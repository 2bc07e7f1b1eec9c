// Who does not see the page hears what a filter found: once the interactive page is drawn anew, the heading of its part is said.
(() => {
  "use strict";
  const SETTLED = 300; // milliseconds without a change
  const CONTROLS = "[data-testid='stSelectbox'], [data-testid='stTextInput']";
  const said = document.createElement("p");
  said.setAttribute("role", "status");
  document.body.append(said);
  let known = location.search;
  let waiting = 0;

  function found() { // the heading of the part that the filter stands in: it holds the count, or what is compared
    const control = document.activeElement.closest(CONTROLS);
    const parts = [...document.querySelectorAll("#root h2.part")];
    const above = (part) => control?.compareDocumentPosition(part) & Node.DOCUMENT_POSITION_PRECEDING;
    return parts.findLast(above) ?? parts[0];
  }

  function tell() {
    if (location.search === known) return;
    if (document.querySelector("[data-test-script-state='running']")) return look();
    known = location.search;
    said.textContent = "";
    requestAnimationFrame(() => { said.textContent = found()?.textContent ?? ""; });
  }

  function look() {
    clearTimeout(waiting);
    waiting = setTimeout(tell, SETTLED);
  }

  new MutationObserver(look).observe(document.getElementById("root"), { childList: true, subtree: true, characterData: true });
})();
