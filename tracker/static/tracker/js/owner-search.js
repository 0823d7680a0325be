// A field for an owner lists who fits while somebody types. Without this it is a field for text.
"use strict";

(() => {
  const FIELD = "[data-owner-search]";
  const listOf = (input) => input.closest("[data-owner]").querySelector(".owner-list");
  const tell = (input, words) => {
    input.closest("[data-owner]").querySelector("[data-owner-status]").textContent = words;
  };
  const options = (input) => Array.from(listOf(input).querySelectorAll("[data-value]"));
  const active = (input) => options(input).find((one) => one.getAttribute("aria-selected") === "true");

  // The roles come with what fills them: without scripts it is a plain field.
  const prepare = () =>
    document.querySelectorAll(`${FIELD}:not([role])`).forEach((input) => {
      const list = listOf(input);
      list.setAttribute("role", "listbox");
      input.setAttribute("role", "combobox");
      input.setAttribute("aria-autocomplete", "list");
      input.setAttribute("aria-controls", list.id);
      input.setAttribute("aria-expanded", "false");
    });

  const close = (input) => {
    const list = listOf(input);
    list.hidden = true;
    list.replaceChildren();
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    tell(input, "");
  };
  const choose = (input, option) => {
    input.value = option.dataset.value;
    close(input);
  };
  const move = (input, by) => {
    const all = options(input);
    if (!all.length) return;
    const at = all.indexOf(active(input));
    const next = all[at < 0 && by < 0 ? all.length - 1 : (at + by + all.length) % all.length];
    all.forEach((one) => one.setAttribute("aria-selected", String(one === next)));
    input.setAttribute("aria-activedescendant", next.id);
    next.scrollIntoView({ block: "nearest" });
  };

  document.addEventListener("htmx:configRequest", (event) => {
    const { elt } = event.detail;
    if (!elt.matches(FIELD)) return;
    const { ownerKind = "", ownerEver = "" } = elt.dataset;
    event.detail.parameters = { q: elt.value, kind: ownerKind, ever: ownerEver };
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    const input = event.detail.requestConfig.elt;
    // Who has gone on meanwhile is not called back.
    if (input.matches(FIELD) && document.activeElement !== input) event.detail.shouldSwap = false;
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    const input = event.detail.requestConfig ? event.detail.requestConfig.elt : null;
    if (!input || !input.matches(FIELD)) return;
    const list = listOf(input);
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    input.removeAttribute("aria-activedescendant");
    tell(input, options(input).length ? `${options(input).length}` : list.textContent.trim());
  });

  // Before the keys of the review: what the list takes is not a key any more.
  const keys = {
    ArrowDown: (input, isOpen) => (isOpen ? move(input, 1) : htmx.trigger(input, "owners:ask")),
    ArrowUp: (input, isOpen) => isOpen && move(input, -1),
    Enter: (input) => choose(input, active(input)),
  };
  document.addEventListener(
    "keydown",
    (event) => {
      const input = event.target;
      if (!input.matches || !input.matches(FIELD) || event.ctrlKey || event.altKey) return;
      const isOpen = !listOf(input).hidden;
      if (event.key === "Escape" && isOpen) close(input);
      if (!keys[event.key] || (event.key === "Enter" && !(isOpen && active(input)))) return;
      event.preventDefault();
      keys[event.key](input, isOpen);
    },
    true,
  );
  document.addEventListener("pointerdown", (event) => {
    const option = event.target.closest(".owner-list [data-value]");
    if (!option) return;
    event.preventDefault();
    choose(option.closest("[data-owner]").querySelector(FIELD), option);
  });
  document.addEventListener("focusout", (event) => {
    if (event.target.matches(FIELD)) close(event.target);
  });

  document.addEventListener("htmx:afterSettle", prepare);
  prepare();
})();
