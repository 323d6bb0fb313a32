// A story to be read: phase by phase, each act with its sentence, in order of time. Beside the picture it is the read
// mode, which the picture follows; on a phone it is the story of two itself, cooperation left, conflict right.

const READ = 60, SPINE = 120;  // up to so many are all told; of more, so many that tell the story

// The list of cards, with a heading where a phase begins.
function readerParts(data, state, indexes, select) {
  const phases = state.a >= 0 && state.b >= 0 ? phasesOf(data, state.a, state.b) : [];
  const parts = [];
  let phase = null, year = null;
  for (const { all, title } of cardsOf(data, indexes)) {
    const [i] = all, day = data.from[i];
    const now = phases.find((one) => day >= one.from && day <= one.to) ?? null;
    if (now && now !== phase) parts.push(el("li", { class: "phase" }, el("h2", {}, `${now.name[0].toUpperCase()}${now.name.slice(1)}`), el("p", {}, `${spanOfPhase(now)} · mean score ${scoreText(now.mean)} · ${count(now.n, "event")}`)));
    else if (!phases.length && yearText(day) !== year) parts.push(el("li", { class: "phase" }, el("h2", {}, yearText(day))));
    phase = now ?? phase;
    year = yearText(day);
    const first = data.late.ev[i][0], quote = first ? markedSentence(first) : null;
    const article = first && data.late.articles[first[0]];
    parts.push(el("li", { class: `act ${SIGN_KEYS[data.e.sign[i]]}${toCheck(data, i) || data.e.mod[i] ? " unreal" : ""}`, "data-event": i },
      el("p", { class: "date" }, whenOf(data, i)),
      el("h3", { dir: "auto" }, el("button", { type: "button", class: "event-link", click: () => select(i) }, el("span", { class: `dot ${SIGN_KEYS[data.e.sign[i]]}` }), el("span", { class: "visually-hidden" }, `${SIGN_NAMES[data.e.sign[i]]}: `), known(data, state, i, title))),
      modalityTag(data, i), gradeTag(data, i), quote,
      article ? el("p", { class: "source" }, link(article[3], article[0]), article[1] ? ` · ${article[1]}` : "") : null,
    ));
  }
  return parts;
}

const spanOfPhase = ({ from, to }) => format({ month: "short", year: "numeric" }).formatRange(toDate(from), toDate(to));

// A headline inside the story of two, where it need not be said which of them a person is of.
// Only a person's own "of" goes: "the ministers of both" and "the bank of one" stay what they are called.
function known(data, state, i, text) {
  if (state.b < 0) return text;
  const people = [...data.e.act[i], ...data.e.rec[i]].map((a) => data.actors[a]).filter((row) => row[2] === "person" && [state.a, state.b].includes(row[3]));
  return people.reduce((rest, [, label, , p]) => rest.replaceAll(`${label} of ${data.called[p] ?? data.parties[p][1]}`, label), text);
}

// `follow(i)` is told which act is in the middle of the screen while the reader scrolls.
function makeReader(data, state, select, follow) {
  const list = $("reader-list");
  let watcher = null;
  return {
    show(indexes, watched) {
      watcher?.disconnect();
      list.replaceChildren(...readerParts(data, state, indexes, select));
      if (!watched) return;
      watcher = new IntersectionObserver((seen) => {
        for (const one of seen) {
          one.target.classList.toggle("now", one.isIntersecting);
          if (one.isIntersecting) follow(Number(one.target.dataset.event));
        }
      }, { rootMargin: "-45% 0px -45% 0px" });
      for (const act of list.querySelectorAll(".act")) watcher.observe(act);
    },
    hide() {
      watcher?.disconnect();
      list.replaceChildren();
    },
  };
}
