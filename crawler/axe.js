// What axe-core finds on the open page and what the page does not show, written into its elements as attributes.
async ([foundMark, hiddenMark, limit]) => {
  if (!["text/html", "application/xhtml+xml"].includes(document.contentType)) return null;
  const all = () => document.querySelectorAll("*");
  for (const element of all()) {
    element.removeAttribute(foundMark);
    element.removeAttribute(hiddenMark);
  }
  const rules = {};
  for (const id of ["avoid-inline-spacing", "frame-focusable-content", "frame-tested"]) rules[id] = { enabled: false };
  rules["target-size"] = { enabled: true };
  const found = new Map();
  try {
    const report = await axe.run(document, { resultTypes: ["violations"], elementRef: true, iframes: false, rules });
    for (const violation of report.violations) {
      for (const node of violation.nodes.slice(0, limit)) {
        let element = node.element;
        while (element && element.getRootNode() !== document) element = element.getRootNode().host;
        if (!element) continue;
        if (!found.has(element)) found.set(element, new Set());
        found.get(element).add(violation.id);
      }
    }
  } catch (error) {
    return null;
  }
  const hidden = [];
  for (const element of all()) {
    if (element.checkVisibility({ visibilityProperty: true })) continue;
    if (getComputedStyle(element).display !== "contents") hidden.push(element);
  }
  for (const element of hidden) element.setAttribute(hiddenMark, "");
  for (const [element, ids] of found) element.setAttribute(foundMark, [...ids].join(" "));
  const modal = document.querySelector("dialog:modal");
  for (const element of modal ? document.body.children : []) {
    if (!element.contains(modal)) element.setAttribute("inert", "");
  }
  return document.documentElement.outerHTML;
}
