// Lights the words of the suggestion at hand, and goes on to the next one after a decision.
"use strict";

(() => {
  const source = document.querySelector("[data-review-source]");

  const marks = (pk) => document.querySelectorAll(`[data-mark="${CSS.escape(pk)}"]`);

  const light = (pk) => {
    document.querySelectorAll(".is-lit").forEach((mark) => mark.classList.remove("is-lit"));
    marks(pk).forEach((mark) => mark.classList.add("is-lit"));
  };

  // Scrolls the minutes and leaves the suggestions where they are.
  const bringUp = (pk) => {
    const mark = document.getElementById(`ord-${pk}`);
    if (!mark || !source) return;
    const place = mark.getBoundingClientRect();
    const view = source.getBoundingClientRect();
    if (place.top >= view.top + 60 && place.bottom <= view.bottom - 20) return;
    source.scrollTop += place.top - view.top - view.height / 3;
  };

  let current = null;
  const turnTo = (pk) => {
    if (pk === current) return;
    current = pk;
    light(pk);
    bringUp(pk);
  };

  document.addEventListener("focusin", (event) => {
    const commitment = event.target.closest("[data-commitment]");
    if (commitment) turnTo(commitment.dataset.commitment);
  });
  document.addEventListener("click", (event) => {
    const commitment = event.target.closest("[data-commitment]");
    if (commitment) turnTo(commitment.dataset.commitment);
  });
  window.addEventListener("hashchange", () => {
    const found = location.hash.match(/^#(?:ord|commitment)-(\d+)$/);
    if (found) turnTo(found[1]);
  });

  const nextOpen = (from) => {
    const open = Array.from(document.querySelectorAll("[data-commitment].is-proposed"));
    const after = open.find(
      (one) => from.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING,
    );
    return after || open[0] || document.getElementById("send");
  };

  // Once settled: until then the new suggestion wears the old one's classes.
  document.addEventListener("htmx:afterSettle", (event) => {
    const path = event.detail.requestConfig ? event.detail.requestConfig.path : "";
    const found = path.match(/\/forslag\/(\d+)\/(godkend|afvis|fortryd)\//);
    const settled = found && document.getElementById(`commitment-${found[1]}`);
    if (!settled || event.detail.target.id !== settled.id) return;
    current = null;
    if (event.detail.xhr.status === 200 && found[2] !== "fortryd") {
      const next = nextOpen(settled);
      const field = next && next.querySelector("textarea, button");
      if (field) field.focus({ preventScroll: true });
      if (next) next.scrollIntoView({ block: "nearest" });
    } else {
      const wrong = settled.querySelector(".is-wrong input, .is-wrong textarea");
      (wrong || settled).focus();
    }
  });
})();
