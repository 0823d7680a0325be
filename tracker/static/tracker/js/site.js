// The menu on small screens: folded only where this script can unfold it again.
"use strict";

(() => {
  const button = document.querySelector("[data-menu-button]");
  const menu = document.getElementById("menu");
  if (!button || !menu) return;

  button.hidden = false;
  menu.classList.add("is-collapsible", "is-closed");

  button.addEventListener("click", () => {
    const isClosed = menu.classList.toggle("is-closed");
    button.setAttribute("aria-expanded", String(!isClosed));
  });
})();

// An answer that never came: say so where the person is looking.
document.addEventListener("htmx:sendError", () => {
  const messages = document.getElementById("messages");
  if (messages) messages.textContent = "Der er ingen forbindelse. Prøv igen om lidt.";
});
