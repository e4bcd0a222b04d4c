// What the reader chose, kept behind the # of the address, so that a link shows the same; nothing is stored elsewhere.

const readAddress = () => Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
let chosen = readAddress();

const addressOf = (state) => {
  const kept = Object.entries(state).filter(([, value]) => value !== "" && value !== null && value !== undefined);
  return new URLSearchParams(kept.sort(([a], [b]) => (a < b ? -1 : 1))).toString();
};

const choose = (changes) => {
  chosen = { ...chosen, ...changes };
  const hash = addressOf(chosen);
  history.replaceState(null, "", hash ? `#${hash}` : location.pathname + location.search);
};

// What every page of the dataset shares.
const sharedAddress = () => {
  const hash = addressOf({ lang: chosen.lang, theme: chosen.theme });
  return hash ? `#${hash}` : "";
};
