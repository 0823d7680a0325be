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

  const announce = (words) => {
    const place = document.getElementById("announced");
    if (place) place.textContent = words;
  };
  const textOf = (selector, root = document) => {
    const found = root.querySelector(selector);
    return found ? found.textContent.trim().replace(/\s+/g, " ") : "";
  };

  const goOn = (settled) => {
    const next = nextOpen(settled);
    if (!next) return;
    if (next.tabIndex < 0) next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
  };

  // Once settled: until then the new suggestion wears the old one's classes.
  document.addEventListener("htmx:afterSettle", (event) => {
    const path = event.detail.requestConfig ? event.detail.requestConfig.path : "";
    const found = path.match(/\/forslag\/(\d+)\/(godkend|afvis|fortryd)\//);
    const settled = found && document.getElementById(`commitment-${found[1]}`);
    if (!settled || event.detail.target.id !== settled.id) return;
    current = null;
    const state = textOf(".commitment-head .state", settled);
    announce(`${settled.getAttribute("aria-label")}: ${state}. ${textOf("#review-progress span")}`);
    if (event.detail.xhr.status === 200 && found[2] !== "fortryd") {
      goOn(settled);
    } else {
      const wrong = settled.querySelector(".is-wrong input, .is-wrong textarea");
      (wrong || settled).focus();
    }
  });

  // All suggestions came anew: what is typed in the others stays, and the one at hand has the focus.
  let typed = [];
  let writing = "";
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target.id !== "suggestions") return;
    const form = event.detail.requestConfig.elt;
    writing = document.activeElement.id;
    typed = Array.from(document.querySelectorAll("#suggestions .commitment-form [id]"))
      .filter((field) => field.value !== field.defaultValue && !form.contains(field))
      .map((field) => [field.id, field.value]);
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.target.id !== "suggestions") return;
    typed.forEach(([id, value]) => {
      const field = document.getElementById(id);
      if (field) field.value = value;
    });
    typed = [];
    current = null;
    // The page asked by itself: whoever writes goes on where they were.
    if (event.detail.requestConfig.elt.id === "rereading") {
      const field = document.getElementById(writing);
      if (field) field.focus({ preventScroll: true });
      return;
    }
    announce(textOf("#messages"));
    const asked = new URL(event.detail.xhr.responseURL).searchParams.get("ved");
    const wrong = document.querySelector("#suggestions .is-wrong :is(input, textarea)");
    const card = document.getElementById(`commitment-${asked}`);
    const first = document.querySelector("[data-commitment].is-proposed, #send");
    (wrong || card || first).focus();
  });

  // Logged out meanwhile, or in anew in another window: nothing is swapped away that was typed.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr } = event.detail;
    const loggedOut = new URL(xhr.responseURL, location.href).pathname.startsWith("/log-ind/");
    if (!loggedOut && xhr.status !== 403) return;
    event.detail.shouldSwap = false;
    const words = document.getElementById(loggedOut ? "logged-out" : "outdated");
    document.getElementById("messages").replaceChildren(words.content.cloneNode(true));
    announce(textOf("#messages"));
    if (!loggedOut) renewKeys();
  });
  const renewKeys = async () => {
    const answer = await fetch(location.pathname, { credentials: "same-origin" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("[name=csrfmiddlewaretoken]");
    if (!fresh) return;
    const fields = document.querySelectorAll("[name=csrfmiddlewaretoken]");
    fields.forEach((field) => (field.value = fresh.value));
    document.body.setAttribute("hx-headers", JSON.stringify({ "x-csrftoken": fresh.value }));
  };
})();
