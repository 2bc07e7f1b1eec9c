// Streamlit's own words are English, and it calls the place to drop files `presentation`; here it speaks the reader's language.
{
  const said = SAID;
  const within = (root, selector, mend) => root.querySelectorAll(selector).forEach(mend);
  const put = (element, name, words) => element.getAttribute(name) === words || element.setAttribute(name, words);
  const named = (words) => (element) => put(element, "aria-label", words);
  const chosen = (list) => {
    within(list, "button[aria-label]", named(said.open));
    within(list, "input", (input) => put(input, "placeholder", said.option));
  };
  const told = (words) => (element) => element.textContent === words || (element.textContent = words);
  const file = (chip) => {
    const name = chip.querySelector("[data-testid=stFileChipName]").title;
    named(name)(chip);
    within(chip, "button", named(said.remove.replace("{name}", () => name)));
    within(chip, "[role=alert]", told(said.refused));
  };
  const dropped = (zone) => {
    zone.removeAttribute("role");
    within(zone, "input[type=file]", named(said.choose));
    within(zone, "[data-testid=stBaseButton-secondary] p", told(said.choose));
    within(zone, "[data-testid=stFileUploaderDropzoneInstructions] span", told(said.drop));
    within(zone, "[data-testid=stBaseButton-borderlessIcon]", named(said.more));
    within(zone, "[data-testid=stFileChip]", file);
  };
  const mend = () => {
    within(document, "[data-testid=stSelectbox]", chosen);
    within(document, "[data-testid=stFileUploaderDropzone]", dropped);
  };
  document.documentElement.lang = said.language;
  mend();
  new MutationObserver(mend).observe(document.body, { childList: true, subtree: true });
}
