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
  for (const [element, ids] of found) {
    // signs and lines are drawings: contrast is asked of what is read
    if (ids.has("color-contrast") && !/[\p{L}\p{N}]/u.test((element.shadowRoot || element).textContent)) {
      ids.delete("color-contrast");
      if (!ids.size) found.delete(element);
    }
  }
  for (const element of [...all()].slice(0, 5000).filter(isFaintOnGradient)) {
    if (!found.has(element)) found.set(element, new Set());
    found.get(element).add("color-contrast");
  }

  // Whether text is faint on every colour of the gradient behind it, which axe-core leaves open.
  function isFaintOnGradient(element) {
    const style = getComputedStyle(element);
    if (!/^linear-gradient\(/.test(style.backgroundImage) || style.backgroundImage.includes("url(")) return false;
    if (style.backgroundClip === "text" || style.textShadow !== "none" || style.backgroundSize !== "auto") return false;
    if (style.backgroundRepeat !== "repeat" || !element.checkVisibility({ visibilityProperty: true })) return false;
    const own = [...element.childNodes].some(node => node.nodeType === 3 && /[\p{L}\p{N}]/u.test(node.data));
    const below = own ? colourBelow(element) : null;
    if (!below) return false;
    const stops = (style.backgroundImage.match(/rgba?\([^)]*\)/g) || []).map(channels);
    const text = channels(style.color);
    const size = parseFloat(style.fontSize), bold = Number(style.fontWeight) >= 700;
    const least = size >= 24 || (bold && size >= 18.66) ? 3 : 4.5;
    const shades = stops.slice(1).flatMap((stop, index) =>
      [...Array(9).keys()].map(step => stop.map((value, at) => stops[index][at] + (value - stops[index][at]) * step / 8)));
    return shades.length > 0 && shades.every(shade => {
      const back = over(shade, below);
      return contrast(over(text, back), back) < least;
    });
  }

  // The colour on which an element lies; null where a picture, a filter or transparency makes it uncertain.
  function colourBelow(element) {
    const layers = [];
    for (let node = element; node; node = node.parentElement) {
      const style = getComputedStyle(node);
      if (style.opacity !== "1" || style.filter !== "none" || style.mixBlendMode !== "normal") return null;
      if (node !== element && (style.backgroundImage !== "none" || style.position !== "static")) return null;
      layers.unshift(channels(style.backgroundColor));
    }
    return layers.reduce((back, layer) => over(layer, back), [255, 255, 255, 1]);
  }

  function channels(text) {
    const [red, green, blue, alpha = 1] = (text.match(/[\d.]+/g) || []).map(Number);
    return [red, green, blue, alpha];
  }

  function over([red, green, blue, alpha], back) {
    return [...[red, green, blue].map((value, at) => value * alpha + back[at] * (1 - alpha)), 1];
  }

  function contrast(one, other) {
    const light = colour => [0.2126, 0.7152, 0.0722].reduce((sum, weight, at) => {
      const value = colour[at] / 255;
      return sum + weight * (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
    }, 0.05);
    const [dark, bright] = [light(one), light(other)].sort((a, b) => a - b);
    return bright / dark;
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
