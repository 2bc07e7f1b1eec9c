// The server-rendered page stays until the interactive one has drawn the same page to its end; then they change places at once.
(() => {
  "use strict";
  const first = document.getElementById("first");
  const root = document.getElementById("root");
  const LONGEST = 400; // milliseconds to wait for charts once all else is there
  let readySince = 0;

  const drawn = () =>
    root.querySelector(".foot") !== null &&
    !root.querySelector("[data-testid='stSkeleton'], [data-testid='stAppSkeleton']");
  const charted = () =>
    [...root.querySelectorAll("[data-testid='stVegaLiteChart']")].every((chart) => !chart.checkVisibility() || chart.querySelector("svg, canvas"));
  const busy = () => first.contains(document.activeElement) && /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName);

  const scroller = () => root.querySelector("[data-testid='stMain']") || document.scrollingElement;
  const opened = () => [...first.querySelectorAll("details")].map((part) => part.open);

  function change() {
    const top = window.scrollY;
    const state = opened();
    [...root.querySelectorAll("details.folded, details.menu")].forEach((part, place) => { part.open = state[place] || part.open; });
    document.documentElement.classList.add("interactive");
    root.removeAttribute("aria-hidden");
    root.removeAttribute("inert");
    first.remove();
    scroller().scrollTop = top;
    if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
    watching.disconnect();
    window.dispatchEvent(new Event("resize"));
  }

  function look() {
    if (!first.isConnected || !drawn() || busy()) return;
    readySince ||= performance.now();
    if (charted() || performance.now() - readySince > LONGEST) requestAnimationFrame(() => first.isConnected && change());
    else setTimeout(look, 50);
  }

  for (const href of __PRELOADS__) {
    const link = document.createElement("link");
    Object.assign(link, { rel: "modulepreload", crossOrigin: "", href });
    document.head.append(link);
  }
  root.setAttribute("inert", "");
  const watching = new MutationObserver(look);
  watching.observe(root, { childList: true, subtree: true });
  first.addEventListener("change", (event) => {
    if (event.target.tagName === "SELECT") event.target.form.requestSubmit();
  });
  first.addEventListener("focusout", () => setTimeout(look, 50));
})();
