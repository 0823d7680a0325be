// Words marked with the mouse, in the text or on the picture of a page, can become a suggestion.
"use strict";

(() => {
  const form = document.getElementById("mark");
  if (!form) return;
  const FIELDS = ["start", "end", "page", "x0", "top", "x1", "bottom"];
  const SMALL = 6;

  const offer = (values) => {
    FIELDS.forEach((name) => (form.elements[name].value = values[name] ?? ""));
    form.hidden = false;
  };
  const forget = () => {
    form.hidden = true;
    document.querySelectorAll(".mark-frame").forEach((frame) => frame.remove());
  };

  // Places in the text count letters as the server does, one for each code point.
  const place = (node, offset) => {
    const stretch = node.parentElement && node.parentElement.closest("[data-start]");
    if (!stretch || !stretch.closest(".page-words") || node.nodeType !== Node.TEXT_NODE) return null;
    return Number(stretch.dataset.start) + Array.from(node.data.slice(0, offset)).length;
  };
  document.addEventListener("mouseup", () => {
    const chosen = document.getSelection();
    if (!chosen || chosen.isCollapsed || !chosen.rangeCount) return;
    const range = chosen.getRangeAt(0);
    const start = place(range.startContainer, range.startOffset);
    const end = place(range.endContainer, range.endOffset);
    if (start !== null && end !== null && start < end) offer({ start, end });
  });

  let drawing = null;
  const point = (svg, event) => {
    const box = svg.getBoundingClientRect();
    const view = svg.viewBox.baseVal;
    return {
      x: ((event.clientX - box.left) / box.width) * view.width,
      y: ((event.clientY - box.top) / box.height) * view.height,
    };
  };
  const frame = (a, b) => ({
    x0: Math.min(a.x, b.x),
    top: Math.min(a.y, b.y),
    x1: Math.max(a.x, b.x),
    bottom: Math.max(a.y, b.y),
  });

  document.addEventListener("pointerdown", (event) => {
    const svg = event.target.closest("svg[data-page]");
    if (!svg || event.button !== 0 || event.pointerType !== "mouse") return;
    event.preventDefault();
    forget();
    const rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    rect.setAttribute("class", "mark-frame");
    drawing = { svg, rect, from: point(svg, event) };
  });
  document.addEventListener("pointermove", (event) => {
    if (!drawing) return;
    const box = frame(drawing.from, point(drawing.svg, event));
    if (box.x1 - box.x0 < SMALL) return;
    drawing.rect.setAttribute("x", box.x0);
    drawing.rect.setAttribute("y", box.top);
    drawing.rect.setAttribute("width", box.x1 - box.x0);
    drawing.rect.setAttribute("height", box.bottom - box.top);
    drawing.svg.append(drawing.rect);
  });
  document.addEventListener("pointerup", (event) => {
    if (!drawing) return;
    const box = frame(drawing.from, point(drawing.svg, event));
    const { svg } = drawing;
    drawing = null;
    if (box.x1 - box.x0 < SMALL) return;
    offer({ page: svg.dataset.page, ...box });
  });
  document.addEventListener("dragstart", (event) => {
    if (event.target.closest("svg[data-page]")) event.preventDefault();
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.target.id === "suggestions") forget();
  });
})();
