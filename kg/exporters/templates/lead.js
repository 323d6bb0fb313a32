// The headline and the sentences over the picture: those of the page, or of the two actors that are chosen.

function showLead(data, state) {
  const pair = state.a >= 0 && state.b >= 0 && !state.others?.length, one = state.a >= 0 && state.b < 0;
  const [headline, clauses] = pair ? (data.between[pairKey(state.a, state.b)]?.lead ?? ["", []]) : one || state.b >= 0 ? ["", []] : data.lead;
  $("headline").hidden = !headline;
  $("headline").textContent = headline;
  document.querySelector(".kicker").classList.toggle("small", Boolean(headline));
  $("lead").hidden = !clauses.length;
  $("lead").replaceChildren(...clauses.flatMap(([text, address]) => {
    const [, before, example, after] = /^(.*?)( \(“.*”\))?([.,;]?(?: and)?)$/.exec(text) ?? ["", text, "", ""];  // a phone does without the example
    return [address ? el("a", { href: `#${address}` }, before, example ? el("span", { class: "extra" }, example) : null, after) : text, " "];
  }));
}
