// Dropping files on the page, and how far they are sent. Without it the form works as it stands.
"use strict";

(() => {
  const form = document.querySelector("[data-upload]");
  const drop = form.querySelector("[data-upload-drop]");
  const input = form.querySelector("input[type=file]");
  const hint = form.querySelector("[data-upload-hint]");
  const progress = form.querySelector("[data-upload-progress]");
  const firstHint = hint.textContent;

  const isFiles = (event) => event.dataTransfer && event.dataTransfer.types.includes("Files");

  const show = () => {
    const names = Array.from(input.files, (file) => file.name);
    hint.textContent = names.length ? names.join(", ") : firstHint;
  };

  // The whole page takes files: a drop beside the box would else leave the page.
  document.addEventListener("dragover", (event) => {
    if (!isFiles(event)) return;
    event.preventDefault();
    drop.classList.add("is-over");
  });
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) drop.classList.remove("is-over");
  });
  document.addEventListener("drop", (event) => {
    if (!isFiles(event)) return;
    event.preventDefault();
    drop.classList.remove("is-over");
    input.files = event.dataTransfer.files;
    show();
    form.requestSubmit();
  });
  input.addEventListener("change", show);

  form.addEventListener("htmx:xhr:progress", (event) => {
    progress.hidden = false;
    if (event.detail.lengthComputable) {
      progress.value = (100 * event.detail.loaded) / event.detail.total;
    }
  });
  form.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.elt !== form) return;
    progress.hidden = true;
    progress.value = 0;
    // 422 and 429 are answers that htmx shows: the files were refused, and stay chosen.
    if (event.detail.successful && event.detail.xhr.status < 400) {
      input.value = "";
      show();
    }
  });
})();
