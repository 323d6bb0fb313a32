// Who stands between others: betweenness on the ties drawn (Freeman 1977; computed as in Brandes 2001), with its evidence.

// For each node the share of all shortest paths between two others that run over it, 0..1.
function betweenness(ties) {
  const near = new Map();
  const add = (one, two) => (near.get(one) ?? near.set(one, []).get(one)).push(two);
  for (const { one, two } of ties) {
    add(one, two);
    add(two, one);
  }
  const nodes = [...near.keys()], score = new Map(nodes.map((node) => [node, 0]));
  for (const start of nodes) {
    const order = [], before = new Map(nodes.map((node) => [node, []])), paths = new Map([[start, 1]]), far = new Map([[start, 0]]), queue = [start];
    for (let head = 0; head < queue.length; head++) {
      const node = queue[head];
      order.push(node);
      for (const next of near.get(node)) {
        if (!far.has(next)) {
          far.set(next, far.get(node) + 1);
          queue.push(next);
        }
        if (far.get(next) === far.get(node) + 1) {
          paths.set(next, (paths.get(next) ?? 0) + paths.get(node));
          before.get(next).push(node);
        }
      }
    }
    const share = new Map(nodes.map((node) => [node, 0]));
    for (const node of order.reverse()) {
      for (const one of before.get(node)) share.set(one, share.get(one) + (paths.get(one) / paths.get(node)) * (1 + share.get(node)));
      if (node !== start) score.set(node, score.get(node) + share.get(node));
    }
  }
  const pairs = (nodes.length - 1) * (nodes.length - 2) || 1;
  for (const node of nodes) score.set(node, score.get(node) / pairs);
  return score;
}

// The pairs that only deal with each other over a node: its two neighbours that have no tie, busiest first.
function bridged(ties, node, most = 6) {
  const weight = new Map(), tied = new Set(ties.map(({ one, two }) => pairKey(one, two)));
  for (const { one, two, events } of ties) if (one === node || two === node) weight.set(one === node ? two : one, events.length);
  const near = [...weight.keys()].sort((a, b) => weight.get(b) - weight.get(a)), found = [];
  near.forEach((a, k) => near.slice(k + 1).forEach((b) => tied.has(pairKey(a, b)) || found.push([a, b])));
  return found.slice(0, most);
}

// What is seen of an actor as a go-between: talks that it mediated, and whom it links.
function brokerParts(data, node, ties, shown, score, select) {
  const mediated = shown.filter((i) => data.words[data.e.what[i]] === data.mediated && data.actorParties[i].concat(data.recipientParties[i]).includes(node));
  const links = bridged(ties, node);
  return [
    el("h3", {}, "As a go-between"),
    el("p", { class: "note" }, `${Math.round(100 * score)} % of the shortest paths between two others run over it (betweenness).`),
    ...(links.length ? [el("p", {}, "Links without a tie of their own: ", links.map(([a, b]) => `${nodeLabel(data, a)} and ${nodeLabel(data, b)}`).join("; "), ".")] : []),
    ...(mediated.length ? [el("h3", {}, "Talks it mediated or hosted"), ...eventList(data, mediated, select)] : []),
  ];
}
