// Marks words of the glossary in a message: a button in the text, whose explanation opens below its paragraph.

import { make } from "/render.js";

let opened = 0;

/** Show or hide the explanation of a marked word; a screen reader hears it, as the log is a live region. */
function toggle(button, text) {
  const shown = document.getElementById(button.getAttribute("aria-controls"));
  button.setAttribute("aria-expanded", String(!shown));
  if (shown) {
    shown.remove();
    button.removeAttribute("aria-controls");
    return;
  }
  const id = `meaning-${++opened}`;
  const meaning = make("span", { id, class: "meaning", role: "note" }, make("strong", {}, `${button.textContent}: `), text);
  button.setAttribute("aria-controls", id);
  button.closest("p, li, h2, h3").append(meaning);
}

function marked(term, text) {
  const button = make("button", { type: "button", class: "term", "aria-expanded": "false" }, term);
  button.addEventListener("click", () => toggle(button, text));
  button.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || button.getAttribute("aria-expanded") !== "true") return;
    event.stopPropagation();
    toggle(button, text);
  });
  return button;
}

function isLetter(char) {
  return char !== undefined && /[\p{L}\p{N}_-]/u.test(char);
}

/** Where the word stands by itself in a text, or -1. */
function place(text, term) {
  for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + 1)) {
    if (!isLetter(text[at - 1]) && !isLetter(text[at + term.length])) return at;
  }
  return -1;
}

/** Marks the first occurrence of every word of `terms` ([{term, text}]) in the paragraphs and lists of an element. */
export function markTerms(element, terms) {
  if (!Array.isArray(terms)) return;
  const wanted = terms.filter(({ term, text }) => typeof term === "string" && term && typeof text === "string");
  for (const { term, text } of wanted.sort((one, other) => other.term.length - one.term.length)) {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (!node.parentElement.closest("p, li") || node.parentElement.closest(".term, .care, details")) continue;
      const at = place(node.data, term);
      if (at < 0) continue;
      const rest = node.splitText(at);
      rest.data = rest.data.slice(term.length);
      rest.before(marked(term, text));
      break;
    }
  }
}
