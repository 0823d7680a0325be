// The pages of the minutes larger and smaller. Without this a link opens each of them large.
"use strict";

(() => {
  const bar = document.querySelector("[data-zoom]");
  const source = document.querySelector("[data-review-source]");
  if (!bar || !source) return;
  const STEPS = [1, 1.25, 1.5, 2, 3];
  const now = bar.querySelector("[data-zoom-now]");
  let at = 0;

  const show = () => {
    const middle = (source.scrollTop + source.clientHeight / 2) / source.scrollHeight;
    // The numbers stand at the left of their words: what is seen there stays in sight.
    const left = source.scrollLeft / source.scrollWidth;
    source.style.setProperty("--zoom", STEPS[at]);
    // A larger page is drawn with more dots: the browser picks by the width it is told of.
    source.querySelectorAll("img[srcset]").forEach((image) => {
      image.sizes = `(min-width: 992px) ${Math.round(52 * STEPS[at])}vw, ${Math.round(92 * STEPS[at])}vw`;
    });
    source.scrollTop = middle * source.scrollHeight - source.clientHeight / 2;
    source.scrollLeft = left * source.scrollWidth;
    now.textContent = `${Math.round(100 * STEPS[at])} %`;
    bar.querySelector('[data-zoom-by="-1"]').disabled = at === 0;
    bar.querySelector('[data-zoom-by="1"]').disabled = at === STEPS.length - 1;
  };
  bar.addEventListener("click", (event) => {
    const button = event.target.closest("[data-zoom-by]");
    if (!button) return;
    const by = Number(button.dataset.zoomBy);
    at = by ? Math.min(STEPS.length - 1, Math.max(0, at + by)) : 0;
    show();
    // A button that has become of no use would lose the focus to the page.
    if (button.disabled) bar.querySelector("button:not(:disabled)").focus();
  });
  bar.hidden = false;
  bar.querySelector('[data-zoom-by="-1"]').disabled = true;
})();
