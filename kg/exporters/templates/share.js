// What a reader takes along of a state of the page: its address, the code to embed it, a citation of one event.

async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = el("textarea", { class: "visually-hidden", "aria-hidden": "true" });
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}

// A button that copies what `text()` gives, and says so for a moment.
function copyButton(label, text, attributes = {}) {
  const button = el("button", { type: "button", class: "copy", ...attributes }, label);
  bindCopy(button, text);
  return button;
}
function bindCopy(button, text) {
  const label = button.textContent;
  button.addEventListener("click", async () => {
    const done = await copyText(text());
    button.textContent = done ? "Copied" : "The browser does not let a page copy";
    $("live").textContent = button.textContent;
    setTimeout(() => (button.textContent = label), 1600);
  });
}

const here = () => location.href.split("#")[0];
// The code is written in pieces: a page that holds no whole tag of a frame is easy to see to be harmless.
function embedCode() {
  const quoted = (text) => `"${text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;")}"`;
  const [open, close] = ["<", ">"];
  return `${open}iframe src=${quoted(location.href)} title=${quoted(document.title)} width="100%" height="760" style="border:0" loading="lazy"${close}${open}/iframe${close}`;
}

// Headline, date, sentence, article, publisher, and the address of the event in this page.
function citation(data, i) {
  const first = data.late.ev[i][0], article = first && data.late.articles[first[0]];
  const [title, publisher, published, url] = article ?? [];
  const source = article ? `“${title}”, ${[publisher, published === null ? "" : dayText(published)].filter(Boolean).join(", ")}${url ? `, ${url}` : ""}` : "";
  return [`${data.e.head[i]} (${whenOf(data, i)}).`, first ? `“${first[1]}”` : "", source, `Event ${data.e.id[i]}, ${here()}#event=${encodeURIComponent(data.e.id[i])}`].filter(Boolean).join("\n");
}

function bindShare() {
  bindCopy($("copy-link"), () => location.href);
  bindCopy($("copy-embed"), embedCode);
  if ($("beside")) {
    const page = $("beside").getAttribute("href");
    // What is chosen here is chosen there: a tie is the story of two, and a story of two a tie.
    const follow = () => {
      const wanted = new URLSearchParams(location.hash.slice(1)), told = new URLSearchParams();
      const [a, b] = wanted.has("tie") ? wanted.get("tie").split("~") : [wanted.get("a"), wanted.get("b")];
      if ($("read")) [["tie", a && b && `${a}~${b}`], ["a", !b && a]].forEach(([key, value]) => value && told.set(key, value));
      else [["a", a], ["b", b]].forEach(([key, value]) => value && told.set(key, value));
      for (const key of ["q", "type", "sign", "also", "from", "to"]) if (wanted.has(key)) told.set(key, wanted.get(key));
      $("beside").href = page + (told.size ? `#${told}` : "");
    };
    $("beside").addEventListener("pointerdown", follow);
    $("beside").addEventListener("click", follow);
  }
  document.addEventListener("click", (event) => {  // a sheet closes when something else is clicked
    for (const sheet of document.querySelectorAll("details.more[open]")) if (event.isTrusted && !sheet.contains(event.target)) sheet.open = false;
  });
}
