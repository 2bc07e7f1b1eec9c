// The server-rendered page stays until the interactive one has drawn the same page to its end; then they change places at once.
(() => {
  "use strict";
  const first = document.getElementById("first");
  const root = document.getElementById("root");
  const LONGEST = 400; // milliseconds to wait for pictures once all else is there
  let readySince = 0;

  const drawn = () =>
    root.querySelector(".foot") !== null &&
    !root.querySelector("[data-testid='stSkeleton'], [data-testid='stAppSkeleton']");
  const pictures = (part) => [...part.querySelectorAll("img.picture")];
  const busy = () => first.contains(document.activeElement) && /^(INPUT|SELECT)$/.test(document.activeElement.tagName);

  const scroller = () => root.querySelector("[data-testid='stMain']") || document.scrollingElement;
  const opened = () => [...first.querySelectorAll("details")].map((part) => part.open);

  function pictured() { // whatever picture the reader has seen is there again
    const seen = pictures(first);
    return pictures(root).every((picture, place) => {
      if (!seen[place]?.complete) return true;
      Object.assign(picture, { loading: "eager", decoding: "sync" });
      return picture.complete;
    });
  }

  function again(one) { // where the focus goes on: the same link, button or table of the interactive page
    const alike = (other) => other.getAttribute("href") === one.getAttribute("href") && other.className === one.className;
    const among = (part) => [...part.querySelectorAll(one.tagName)].filter(alike);
    return among(root)[among(first).indexOf(one)];
  }

  function change() {
    const top = window.scrollY;
    const held = first.contains(document.activeElement) && again(document.activeElement);
    const state = opened();
    [...root.querySelectorAll("details.folded, details.menu")].forEach((part, place) => { part.open = state[place] || part.open; });
    document.documentElement.classList.add("interactive");
    root.removeAttribute("aria-hidden");
    root.removeAttribute("inert");
    first.remove();
    scroller().scrollTop = top;
    if (held) held.focus({ preventScroll: true });
    if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
    watching.disconnect();
    window.dispatchEvent(new Event("resize"));
  }

  function look() {
    if (!first.isConnected || !drawn() || busy()) return;
    readySince ||= performance.now();
    if (pictured() || performance.now() - readySince > LONGEST) requestAnimationFrame(() => first.isConnected && change());
    else setTimeout(look, 50);
  }

  // The server is known: the client need not look for it before it connects.
  const { origin } = location;
  window.__streamlit = { BACKEND_BASE_URL: `${origin}/`, HOST_CONFIG: { allowedOrigins: [origin], useExternalAuthToken: false } };

  function preload(addresses, fetchPriority) {
    for (const href of addresses) {
      const link = document.createElement("link");
      Object.assign(link, { rel: "modulepreload", crossOrigin: "", fetchPriority, href });
      document.head.append(link);
    }
  }
  preload(__PRELOADS__, "high");
  preload(__LATER__, "low");
  root.setAttribute("inert", "");
  const watching = new MutationObserver(look);
  watching.observe(root, { childList: true, subtree: true });
  first.addEventListener("focusout", () => setTimeout(look, 50));
})();
