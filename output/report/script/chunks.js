// A long list in pieces: only those near the window have elements, the others are blanks of the same height.

const MARGIN = 900;
const PIECE_WEIGHT = 36;

// Pieces of blocks that weigh about the same; a block has `weight` and `height`, both as estimates.
const gather = (blocks) => {
  const pieces = [];
  let weight = Infinity;
  for (const block of blocks) {
    if (weight + block.weight > PIECE_WEIGHT) {
      pieces.push([]);
      weight = 0;
    }
    pieces.at(-1).push(block);
    weight += block.weight;
  }
  return pieces;
};

const makeChunks = (parent, blocks, onfill = () => {}) => {
  const pieces = gather(blocks);
  const nodes = new Map();
  const holders = pieces.map((piece) => {
    const holder = el("div", { class: "piece" });
    holder.style.minHeight = `${piece.reduce((sum, block) => sum + block.height, 0)}px`;
    nodes.set(holder, piece);
    return holder;
  });
  const where = new Map();
  pieces.forEach((piece, number) => piece.forEach((block) => block.keys.forEach((key) => where.set(key, number))));

  const fillIn = (holder) => {
    if (holder.childElementCount) return;
    holder.append(...nodes.get(holder).map((block) => block.draw()));
    holder.style.minHeight = "";
    onfill();
  };
  const empty = (holder) => {
    if (!holder.childElementCount || holder.contains(document.activeElement)) return;
    holder.style.minHeight = `${holder.offsetHeight}px`;
    holder.replaceChildren();
  };
  const watcher = new IntersectionObserver(
    (entries) => entries.forEach((entry) => (entry.isIntersecting ? fillIn(entry.target) : empty(entry.target))),
    { rootMargin: `${MARGIN}px 0px` },
  );
  parent.replaceChildren(...holders);
  holders.slice(0, 2).forEach(fillIn);
  holders.forEach((holder) => watcher.observe(holder));
  const printAll = () => holders.forEach(fillIn);
  addEventListener("beforeprint", printAll);
  return {
    // The piece that holds a key gets its elements now.
    reveal: (key) => where.has(key) && fillIn(holders[where.get(key)]),
    stop: () => {
      watcher.disconnect();
      removeEventListener("beforeprint", printAll);
    },
  };
};
