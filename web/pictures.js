// Shows a drawn picture. Its SVG is never inserted as it comes: it is read as XML and copied element by element,
// and whatever is not on the lists here makes the page show the words instead.

const SVG = "http://www.w3.org/2000/svg";
const MOST = 40_000;
const TAGS = new Set(["svg", "title", "desc", "defs", "pattern", "g", "path", "rect", "circle", "ellipse", "text", "use"]);
const NAMES = new Set(["id", "class", "role", "aria-labelledby", "viewBox", "width", "height", "x", "y", "cx", "cy", "r", "rx", "ry", "d",
  "transform", "fill", "fill-rule", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin", "stroke-dasharray", "opacity", "href",
  "font-family", "font-size", "font-weight", "text-anchor", "patternUnits"]);
const PLAIN = /^[\w\s.,#+'()-]*$/;
const OWN = /^url\(#([\w-]+)\)$/;

let shown = 0;

class Foreign extends Error {}

/** The value of an attribute, with ids made the figure's own; throws for one that is not on the list. */
function value(name, text, own) {
  if (!NAMES.has(name) || !PLAIN.test(text)) throw new Foreign(name);
  if (name === "id") return own + text;
  if (name === "aria-labelledby") return text.split(/\s+/).map((id) => own + id).join(" ");
  if (name === "href") {
    if (!/^#[\w-]+$/.test(text)) throw new Foreign(name);
    return `#${own}${text.slice(1)}`;
  }
  if (/url/i.test(text)) {
    const [, id] = text.match(OWN) ?? [];
    if (!id) throw new Foreign(name);
    return `url(#${own}${id})`;
  }
  return text;
}

function copy(source, own) {
  if (source.nodeType === Node.TEXT_NODE) return document.createTextNode(source.data);
  if (source.nodeType !== Node.ELEMENT_NODE || source.namespaceURI !== SVG || !TAGS.has(source.localName)) throw new Foreign(source.nodeName);
  const element = document.createElementNS(SVG, source.localName);
  for (const { name, value: text } of source.attributes) {
    if (name !== "xmlns") element.setAttribute(name, value(name, text, own));
  }
  for (const child of source.childNodes) element.append(copy(child, own));
  return element;
}

/** The picture of an SVG text as an element of this page, or null where it holds anything but a drawing. */
export function drawn(svg) {
  if (typeof svg !== "string" || svg.length > MOST) return null;
  const root = new DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
  try {
    const element = root.localName === "svg" ? copy(root, `picture-${++shown}-`) : null;
    element?.removeAttribute("width");
    element?.removeAttribute("height");
    return element;
  } catch (error) {
    if (error instanceof Foreign) return null;
    throw error;
  }
}
