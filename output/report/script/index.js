// The page of a dataset: its documents by what is wrong with them, and what is open in all of them.

const data = readJson("data");
const SEVERITIES = ["error", "warning", "info"];
const ORDERS = {
  worst: (a, b) => a.grade - b.grade || b.open[0] - a.open[0] || b.open[1] - a.open[1],
  name: (a, b) => (a.id < b.id ? -1 : 1),
  open: (a, b) => b.open[0] - a.open[0] || b.open[1] - a.open[1] || b.open[2] - a.open[2],
  size: (a, b) => b.measures - a.measures,
};
const FIRST_OPEN = 60;
let drawn = null;
let shownOpen = FIRST_OPEN;

for (const item of data.documents) item.text = fold([item.id, item.title, item.organization].join("\n"));
const total = (key) => data.documents.reduce((sum, item) => sum + item[key], 0);
const most = Math.max(1, ...data.documents.map((item) => item.open[0] + item.open[1] + item.open[2]));

const drawFigures = () => {
  const grades = [0, 0, 0];
  for (const item of data.documents) grades[item.grade >= 95 ? 0 : item.grade >= 80 ? 1 : 2] += 1;
  const opens = SEVERITIES.map((_, i) => data.documents.reduce((sum, item) => sum + item.open[i], 0));
  const legend = (name, count, text) => el("li", {}, el("span", { class: `swatch ${name}` }), `${text} `, el("b", {}, number(String(count))));
  put(byId("figures"),
    el("div", { class: "figure" }, el("span", { class: "figure-name" }, w("documents"), " ", el("b", {}, number(String(data.documents.length)))),
      drawStack([[grades[0], "ok"], [grades[1], "warning"], [grades[2], "error"]], data.documents.length, ""),
      el("ul", { class: "legend" }, legend("ok", grades[0], w("grade_high")), legend("warning", grades[1], w("grade_middle")), legend("error", grades[2], w("grade_low")))),
    el("div", { class: "figure" }, el("span", { class: "figure-name" }, w("values"), " ", el("b", {}, number(String(total("values"))))),
      drawStack([[total("confirmed"), "ok"], [total("contradicted"), "warning"], [total("unreadable"), "error"]], total("values"), ""),
      el("ul", { class: "legend" }, legend("ok", total("confirmed"), w("confirmed")), legend("warning", total("contradicted"), w("contradicted")), legend("error", total("unreadable"), w("unreadable")))),
    el("div", { class: "figure" }, el("span", { class: "figure-name" }, w("open_issues"), " ", el("b", {}, number(String(opens[0] + opens[1] + opens[2])))),
      drawStack(opens.map((count, i) => [count, SEVERITIES[i]]), opens[0] + opens[1] + opens[2], ""),
      el("ul", { class: "legend" }, SEVERITIES.map((severity, i) => legend(severity, opens[i], w(`severity_${severity}s`))))));
};

const drawFilters = () => {
  put(byId("filters"),
    el("label", { class: "choice search" }, el("span", {}, w("search")),
      el("input", { id: "search", type: "search", autocomplete: "off", spellcheck: "false", placeholder: w("search_documents"), value: chosen.q || "", oninput: (event) => { choose({ q: event.target.value }); drawDocuments(); drawOpen(); } })),
    el("label", { class: "choice", id: "order" }, el("span", {}, w("order")),
      el("select", { name: "order", onchange: (event) => { choose({ order: event.target.value }); drawDocuments(); } },
        Object.keys(ORDERS).map((key) => el("option", { value: key, selected: key === (chosen.order || "worst") }, w(`order_${key}`))))));
};

const drawTabs = () => {
  const open = chosen.view === "open";
  const tab = (view, key, count) => el("button", { type: "button", dataset: { view: view || "documents" }, "aria-current": open === (view === "open") ? "page" : null, onclick: () => { choose({ view }); drawTabs(); drawDocuments(); } }, w(key), el("span", { class: "tally" }, number(String(count))));
  const issues = data.documents.reduce((sum, item) => sum + item.open[0] + item.open[1] + item.open[2], 0);
  put(byId("tabs"), tab("", "documents", data.documents.length), tab("open", "open_issues", issues));
  byId("order").hidden = open;
  byId("documents").hidden = open;
  byId("open-view").hidden = !open;
};

const wanted = () => {
  const words = fold(chosen.q || "").split(" ").filter(Boolean);
  return new Set(data.documents.filter((item) => words.every((word) => item.text.includes(word))));
};

const drawDocument = (item) => {
  const open = item.open[0] + item.open[1] + item.open[2];
  const rest = item.values - item.confirmed - item.contradicted - item.unreadable;
  return el("a", { class: "document", href: item.page + sharedAddress() },
    drawRing(item.grade, `${w("grade")}: ${item.grade}`),
    el("span", { class: "document-text" }, el("strong", { lang: item.language }, item.title || item.id), el("span", { class: "under" }, el("span", { translate: "no" }, item.id), item.first ? ` · ${item.first}–${item.last}` : "", ` · ${item.kind}`, item.organization ? el("span", { lang: item.language }, ` · ${item.organization}`) : null)),
    el("span", { class: "document-figure" }, el("span", { class: "figure-name" }, w("values"), " ", el("b", {}, number(String(item.values)))),
      drawStack([[item.confirmed, "ok"], [item.contradicted, "warning"], [item.unreadable, "error"]], item.values, `${w("confirmed")}: ${item.confirmed}, ${w("contradicted")}: ${item.contradicted}, ${w("unreadable")}: ${item.unreadable}, ${w("unchecked")}: ${rest}`)),
    el("span", { class: "document-figure" }, el("span", { class: "figure-name" }, w("open"), " ", el("b", {}, String(open))),
      drawStack(item.open.map((count, i) => [count, SEVERITIES[i]]), most, SEVERITIES.map((severity, i) => `${w(`severity_${severity}s`)}: ${item.open[i]}`).join(", "))),
    el("span", { class: "counts" }, item.open.map((count, i) => (count ? el("span", { class: `pill ${SEVERITIES[i]}` }, icon(SEVERITIES[i]), String(count)) : null))));
};

const drawDocuments = () => {
  const shown = [...wanted()].sort((a, b) => (ORDERS[chosen.order] || ORDERS.worst)(a, b) || ORDERS.name(a, b));
  drawn?.stop();
  drawn = makeChunks(byId("documents"), shown.map((item) => ({ weight: 1, height: 84, keys: [item], draw: () => drawDocument(item) })));
  if (!shown.length) put(byId("documents"), el("p", { class: "nothing" }, w("nothing_found")));
  byId("count").textContent = w("documents_found", { n: number(String(shown.length)), all: number(String(data.documents.length)) });
};

const drawCodes = () => {
  const highest = Math.max(1, ...data.codes.map(([, , count]) => count));
  put(byId("codes"), data.codes.length ? el("ul", { class: "codes" }, data.codes.map(([code, severity, count, documents]) =>
    el("li", {}, el("button", { type: "button", class: "code-bar", "aria-pressed": String(chosen.code === code), onclick: () => { choose({ code: chosen.code === code ? "" : code }); shownOpen = FIRST_OPEN; drawCodes(); drawOpen(); } },
      icon(severity, w(`severity_${severity}`)), el("span", { class: "code-words" }, issueMeaning(code)), el("span", { class: "tally" }, number(String(count))),
      drawStack([[count, severity]], highest, ""), el("span", { class: "under" }, w("in_documents", { n: documents })))))) : el("p", { class: "none" }, w("nothing_open")));
};

const drawOpen = () => {
  const documents = wanted();
  const found = data.open.filter(([item, , code]) => documents.has(data.documents[item]) && (!chosen.code || code === chosen.code));
  const line = ([item, id, code, severity, page, line, printed, detail, suggestion]) => {
    const of = data.documents[item];
    const key = `i:${id.slice(id.lastIndexOf("/") + 1)}`;
    const hash = addressOf({ lang: chosen.lang, theme: chosen.theme, sel: key });
    return el("li", {}, el("a", { class: `open-item ${severity}`, href: `${of.page}#${hash}` },
      icon(severity, w(`severity_${severity}`)),
      el("span", {}, issueMeaning(code), detail ? el("span", { class: "detail", lang: "en" }, ` ${detail}`) : null, printed ? [" ", el("q", { lang: of.language }, printed)] : null, suggestion ? [" → ", el("strong", { lang: of.language }, suggestion)] : null,
        el("span", { class: "under" }, `${of.id} · ${describePlace(page, line)}`))));
  };
  put(byId("open"),
    found.length ? el("ul", { class: "open-list" }, found.slice(0, shownOpen).map(line)) : el("p", { class: "none" }, w("nothing_open")),
    found.length > shownOpen ? el("button", { type: "button", class: "quiet more", onclick: () => { shownOpen += 4 * FIRST_OPEN; drawOpen(); } }, w("show_more", { n: number(String(found.length - shownOpen)) })) : null,
    data.beyond ? el("p", { class: "none" }, w("open_beyond", { n: number(String(data.beyond)) })) : null);
};

startShell(() => {
  drawFigures();
  drawFilters();
  drawTabs();
  drawDocuments();
  drawCodes();
  drawOpen();
});
