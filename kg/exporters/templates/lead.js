// The headline and the sentences over the picture: those of the page, or of the two actors that are chosen.

function showLead(data, state) {
  const pair = state.a >= 0 && state.b >= 0 && !state.others?.length, one = state.a >= 0 && state.b < 0;
  const [headline, clauses] = pair ? (data.between[pairKey(state.a, state.b)]?.lead ?? ["", []]) : one ? leadOfOne(data, state.a) : state.b >= 0 ? ["", []] : data.lead;
  showHeadline(headline);
  $("lead").hidden = !clauses.length;
  $("lead").replaceChildren(...clauses.flatMap(([text, address]) => {
    const [, before, example, after] = /^(.*?)( \(“.*”\))?([.,;]?(?: and)?)$/.exec(text) ?? ["", text, "", ""];  // a phone does without the example
    return [address ? el("a", { href: `#${address}` }, before, example ? el("span", { class: "extra" }, example) : null, after) : text, " "];
  }));
}

// One headline: where there is one, the title of the page stands small above it.
function showHeadline(text) {
  $("headline").hidden = !text;
  $("headline").textContent = text;
  document.querySelector(".kicker").classList.toggle("small", Boolean(text));
}

// The headline of one actor: the story with whom it deals most; below it those with the others, each a link to it.
function leadOfOne(data, party) {
  const told = Object.values(data.between).filter(({ pair, lead }) => pair.includes(party) && lead[0]);
  const address = ({ pair }) => new URLSearchParams({ a: data.parties[pair[0]][0], b: data.parties[pair[1]][0] }).toString();
  return [told[0]?.lead[0] ?? "", told.slice(1, 3).map((one) => [`${one.lead[0]}.`, address(one)])];
}
