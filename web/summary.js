// Lets people take the summary along: print it, or save it as a file. The token goes in a header, never in an address.

import { make } from "/render.js";

const LETTER = new Set(["US", "CA", "MX", "PH", "CL", "CO", "VE", "GT", "CR", "PR"]);

/** The paper of the person's country: Letter in most of the Americas, A4 elsewhere. */
function paper() {
  return LETTER.has(new Intl.Locale(navigator.language || "en-GB").region) ? "us-letter" : "a4";
}

async function load(format, token) {
  return fetch(`/web/summary?format=${format}&paper=${paper()}`, {
    headers: { Authorization: `Bearer ${token}` },
    cache: "no-store",
    signal: AbortSignal.timeout(45_000),
  });
}

function save(blob, name) {
  const address = URL.createObjectURL(blob);
  const link = make("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** Open the print window for a page, without leaving the chat. */
function print(blob, title) {
  document.getElementById("print-frame")?.remove();
  const address = URL.createObjectURL(blob);
  const frame = make("iframe", { id: "print-frame", class: "print-frame", title, "aria-hidden": "true", tabindex: "-1", src: address });
  frame.addEventListener("load", () => {
    URL.revokeObjectURL(address);
    frame.contentWindow.focus();
    frame.contentWindow.print();
  });
  document.body.append(frame);
}

/** Buttons that print or save the summary as it is now; `token` gives the conversation's token, or null. */
export function takeAlong(words, token, offline) {
  const status = make("p", { role: "status", class: "keep-status" });
  const row = make("div", { class: "keep-buttons" });
  let busy = false;

  async function run(format) {
    if (busy) return;
    busy = true;
    status.textContent = words.keep_working;
    try {
      const answer = await load(format, token());
      if (answer.status === 404) status.textContent = (await answer.json()).text ?? words.error;
      else if (answer.status === 429) status.textContent = words.too_fast;
      else if (!answer.ok) status.textContent = `${words.error} ${offline}`;
      else if (format === "html") {
        print(await answer.blob(), words.keep_print);
        status.textContent = words.keep_printing;
      } else {
        const name = /filename="([^"]+)"/.exec(answer.headers.get("content-disposition") ?? "")?.[1] ?? "summary";
        save(await answer.blob(), name);
        status.textContent = words.keep_saved.replaceAll("{name}", name);
      }
    } catch {
      status.textContent = `${words.error} ${offline}`;
    } finally {
      busy = false;
    }
  }

  const forms = { html: words.keep_print, pdf: words.keep_pdf, text: words.keep_text, fhir: words.keep_fhir };
  for (const [format, label] of Object.entries(forms)) {
    const button = make("button", { type: "button", "data-format": format }, label);
    button.addEventListener("click", () => run(format));
    row.append(button);
  }
  return make("div", { class: "keep", role: "group", "aria-label": words.keep }, make("p", { class: "keep-title" }, words.keep), row, status);
}
