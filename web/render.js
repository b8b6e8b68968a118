// Turns the assistant's messages into elements. Everything a message says becomes text nodes, never markup.

import { drawn } from "/pictures.js";
import { markTerms } from "/terms.js";

/** A new element with attributes and children (elements or texts). */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children);
  return element;
}

/** A line of text with **bold** parts. */
function inline(line) {
  return line.split(/\*\*(.+?)\*\*/).map((part, i) => (i % 2 ? make("strong", {}, part) : part));
}

const BULLET = /^\s*[-*•]\s+/;
const HEADING = /^(?:#{1,4}\s+(.+)|\*\*([^*]+?):?\*\*:?)$/;

/** Paragraphs, bullet lists and headings of a text: blank lines part blocks, a line that is bold as a whole is a heading. */
export function textBlocks(text) {
  const blocks = [];
  for (const paragraph of text.split(/\n\s*\n/)) {
    let list = null;
    let lines = null;
    for (const line of paragraph.split("\n")) {
      if (!line.trim()) continue;
      const heading = line.trim().match(HEADING);
      if (BULLET.test(line)) {
        if (!list) blocks.push((list = make("ul")));
        list.append(make("li", {}, ...inline(line.replace(BULLET, ""))));
        lines = null;
      } else if (heading) {
        blocks.push(make("h3", {}, heading[1] ?? heading[2]));
        list = lines = null;
      } else {
        if (lines) lines.append(make("br"));
        else blocks.push((lines = make("p")));
        lines.append(...inline(line.trim()));
        list = null;
      }
    }
  }
  return blocks;
}

const SHAPES = { emergency: "M12 2 23 21H1Z M11 9h2v6h-2z M11 17h2v2h-2z", prompt: "M12 2a10 10 0 1 1 0 20 10 10 0 0 1 0-20Z M11 6h2v7h-2z M11 15h2v2h-2z",
  routine: "M12 2a10 10 0 1 1 0 20 10 10 0 0 1 0-20Z M10.5 16 6.7 12.2 8.1 10.8 10.5 13.2 16 7.7 17.4 9.1Z" };

function icon(kind) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", SHAPES[kind]);
  path.setAttribute("fill-rule", "evenodd");
  svg.append(path);
  return svg;
}

/** How urgent a message is: "emergency", "prompt", "routine", or null where it says nothing about that. */
export function urgencyOf(message) {
  const custom = message.custom ?? {};
  if (custom.kind === "urgent") return "emergency";
  const urgency = custom.urgency ?? custom.assessment?.urgency;
  return urgency === "emergency" || custom.kind === "assessment" ? (urgency ?? null) : null;
}

/** A drawn picture with its caption, and in words for who wants to read it; null where it cannot be shown. */
function figure(message, words) {
  const picture = message.custom?.kind === "picture" ? drawn(message.custom.svg) : null;
  if (!picture) return null;
  const caption = make("figcaption", {}, make("strong", {}, message.custom.title ?? ""), message.custom.caption ?? "");
  const inWords = make("details", {}, make("summary", {}, words.picture_in_words), ...textBlocks(message.text ?? ""));
  return make("figure", { class: "picture" }, picture, caption, inWords);
}

/** The element for one message of the person or the assistant. */
export function bubble(message, words) {
  const mine = message.from === "person";
  const urgency = mine ? null : urgencyOf(message);
  const kind = mine ? "mine" : message.custom?.kind === "assessment" ? "assessment" : "theirs";
  const name = make("span", { class: "hidden" }, `${mine ? words.you : words.assistant}: `);
  const element = make("article", { class: `message ${kind}`, "data-urgency": urgency ?? undefined });
  if (urgency === "emergency") element.setAttribute("role", "alert");
  element.append(name);
  if (urgency && SHAPES[urgency]) {
    const label = { emergency: words.urgent, prompt: words.prompt, routine: words.routine }[urgency];
    element.append(make("p", { class: "care" }, icon(urgency), label));
  }
  if (kind === "assessment") element.append(make("h2", {}, words.assessment));
  const picture = mine ? null : figure(message, words);
  if (picture) {
    element.classList.add("pictured");
    element.append(picture);
  } else {
    element.append(...(mine ? [make("p", { class: "said" }, message.text)] : textBlocks(message.text ?? "")));
    if (!mine) markTerms(element, message.custom?.terms);
  }
  if (message.image && /^\/(?!\/)/.test(message.image)) element.append(make("img", { src: message.image, alt: "" }));
  return element;
}

/** A group of suggested answers; `choose` gets the text to send. */
export function choices(buttons, words, choose) {
  const group = make("div", { class: "choices", role: "group", "aria-label": words.choices });
  for (const { title, payload } of buttons) {
    const button = make("button", { type: "button" }, title);
    button.addEventListener("click", () => {
      if (button.getAttribute("aria-disabled") !== "true") choose(payload || title);
    });
    group.append(button);
  }
  return group;
}
