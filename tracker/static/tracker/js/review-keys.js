// Single keys for the review. Off while somebody types, and off for good where that is chosen.
"use strict";

(() => {
  const STORE = "folgop-keys";
  const help = document.getElementById("keys");
  if (!help) return;
  const switched = help.querySelector("[data-keys-on]");
  const isOn = () => switched.checked;

  const remember = () => {
    try {
      localStorage.setItem(STORE, isOn() ? "on" : "off");
    } catch {
      // Without a store the choice holds for this page.
    }
  };
  try {
    switched.checked = localStorage.getItem(STORE) !== "off";
  } catch {
    switched.checked = true;
  }
  switched.addEventListener("change", remember);

  const cards = () => Array.from(document.querySelectorAll("[data-commitment]"));
  let last = null;
  document.addEventListener("focusin", (event) => {
    const card = event.target.closest("[data-commitment]");
    if (card) last = card.id;
  });
  const here = () => document.getElementById(last);

  const turnTo = (card) => {
    if (!card) return;
    card.focus({ preventScroll: true });
    card.scrollIntoView({ block: "nearest" });
  };
  const step = (by) => {
    const all = cards();
    const at = all.indexOf(here());
    turnTo(at < 0 ? all[0] : all[Math.min(all.length - 1, Math.max(0, at + by))]);
  };

  const press = (name) => {
    const button = document.querySelector(`#review-bar [data-key="${name}"]`);
    if (button && !button.disabled) button.click();
  };
  const within = (selector, act) => {
    const found = here() && here().querySelector(selector);
    if (found) act(found);
    return Boolean(found);
  };
  const unfold = (name) =>
    within(`details[data-key="${name}"]`, (fold) => {
      fold.open = true;
      const field = fold.querySelector("textarea, input:not([type=hidden])");
      field.focus();
      // What is filled in beforehand gives way to what is typed; of a task to split, a part stays.
      if (field.matches("input")) field.select();
    });
  const write = (name) =>
    within(`.commitment-form [name="${name}"]`, (field) => {
      field.focus();
      if (field.select) field.select();
    });

  const zoom = (by) => document.querySelector(`[data-zoom-by="${by}"]`)?.click();

  const KEYS = {
    j: () => step(1),
    k: () => step(-1),
    a: () => within('[data-key="accept"]', (button) => button.click()),
    r: () => unfold("reject"),
    e: () => write("task") || within('[data-key="reopen"]', (button) => button.click()),
    o: () => write("owner"),
    d: () => write("deadline"),
    s: () => unfold("split"),
    x: () => within('[data-key="choose"]', (box) => box.click()),
    m: () => press("merge"),
    u: () => press("undo"),
    g: () => press("all"),
    n: () => document.querySelector("#mark:not([hidden]) button")?.click(),
    t: () => {
      const section = here() && here().closest(".agenda-item");
      const fold = section && section.querySelector("[data-add]");
      if (!fold) return;
      fold.open = true;
      fold.querySelector("textarea").focus();
    },
    f: () => document.querySelector("#send a.button, #send button")?.focus(),
    "+": () => zoom(1),
    "-": () => zoom(-1),
    0: () => zoom(0),
    "?": () => help.showModal(),
  };

  const isTyping = (target) =>
    target.closest("textarea, select, [contenteditable], input:not([type=checkbox])") !== null;

  document.addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (event.defaultPrevented || event.altKey || event.metaKey || help.open) return;
    if (key === "Escape" && isTyping(target)) {
      turnTo(target.closest("[data-commitment]") || here());
      return;
    }
    if (key === "Enter" && event.ctrlKey && target.form) {
      event.preventDefault();
      target.form.requestSubmit();
      return;
    }
    if (event.ctrlKey || event.repeat || !isOn() || isTyping(target) || !KEYS[key]) return;
    event.preventDefault();
    KEYS[key]();
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-key=help]")) help.showModal();
  });
  const showButtons = () =>
    document.querySelectorAll("[data-key=help]").forEach((button) => (button.hidden = false));
  document.addEventListener("htmx:afterSettle", showButtons);
  showButtons();
})();
