// The documents of a dataset: how they are looked for, ordered and drawn.

const drawFilters = () => {
  put(
    byId("filters"),
    el(
      "label",
      { class: "choice search" },
      el("span", {}, w("search")),
      el("input", {
        id: "search",
        type: "search",
        autocomplete: "off",
        spellcheck: "false",
        placeholder: w("search_documents"),
        value: chosen.q || "",
        oninput: (event) => {
          choose({ q: event.target.value });
          drawDocuments();
          drawOpen();
        },
      }),
    ),
    el(
      "label",
      { class: "choice", id: "order" },
      el("span", {}, w("order")),
      el(
        "select",
        {
          name: "order",
          onchange: (event) => {
            choose({ order: event.target.value });
            drawDocuments();
          },
        },
        Object.keys(ORDERS).map((key) => el("option", { value: key, selected: key === (chosen.order || "worst") }, w(`order_${key}`))),
      ),
    ),
  );
};

const drawTabs = () => {
  const open = chosen.view === "open";
  const tab = (view, key, count) =>
    el(
      "button",
      {
        type: "button",
        dataset: { view: view || "documents" },
        "aria-current": open === (view === "open") ? "page" : null,
        onclick: () => {
          choose({ view });
          drawTabs();
          drawDocuments();
        },
      },
      w(key),
      el("span", { class: "tally" }, number(String(count))),
    );
  const issues = data.documents.reduce((sum, item) => sum + item.open[0] + item.open[1] + item.open[2], 0);
  put(byId("tabs"), tab("", "documents", data.documents.length), tab("open", "open_issues", issues));
  byId("order").hidden = open;
  byId("documents").hidden = open;
  byId("open-view").hidden = !open;
};

const wanted = () => {
  const words = fold(chosen.q || "")
    .split(" ")
    .filter(Boolean);
  return new Set(data.documents.filter((item) => words.every((word) => item.text.includes(word))));
};

const drawDocument = (item) => {
  const open = item.open[0] + item.open[1] + item.open[2];
  const rest = item.values - item.confirmed - item.contradicted - item.unreadable;
  return el(
    "a",
    { class: "document", href: item.page + sharedAddress() },
    drawRing(item.grade, `${w("grade")}: ${item.grade}`),
    el(
      "span",
      { class: "document-text" },
      el("strong", { lang: item.language }, item.title || item.id),
      el(
        "span",
        { class: "under" },
        el("span", { translate: "no" }, item.id),
        item.first ? ` · ${item.first}–${item.last}` : "",
        ` · ${item.kind}`,
        item.organization ? el("span", { lang: item.language }, ` · ${item.organization}`) : null,
      ),
    ),
    el(
      "span",
      { class: "document-figure" },
      el("span", { class: "figure-name" }, w("values"), " ", el("b", {}, number(String(item.values)))),
      drawStack(
        [
          [item.confirmed, "ok"],
          [item.contradicted, "warning"],
          [item.unreadable, "error"],
        ],
        item.values,
        `${w("confirmed")}: ${item.confirmed}, ${w("contradicted")}: ${item.contradicted}, ${w("unreadable")}: ${item.unreadable}, ${w("unchecked")}: ${rest}`,
      ),
    ),
    el(
      "span",
      { class: "document-figure" },
      el("span", { class: "figure-name" }, w("open"), " ", el("b", {}, String(open))),
      drawStack(
        item.open.map((count, i) => [count, SEVERITIES[i]]),
        most,
        SEVERITIES.map((severity, i) => `${w(`severity_${severity}s`)}: ${item.open[i]}`).join(", "),
      ),
    ),
    el(
      "span",
      { class: "counts" },
      item.open.map((count, i) => (count ? el("span", { class: `pill ${SEVERITIES[i]}` }, icon(SEVERITIES[i]), String(count)) : null)),
    ),
  );
};

const drawDocuments = () => {
  const shown = [...wanted()].sort((a, b) => (ORDERS[chosen.order] || ORDERS.worst)(a, b) || ORDERS.name(a, b));
  drawn?.stop();
  drawn = makeChunks(
    byId("documents"),
    shown.map((item) => ({ weight: 1, height: 84, keys: [item], draw: () => drawDocument(item) })),
  );
  if (!shown.length) put(byId("documents"), el("p", { class: "nothing" }, w("nothing_found")));
  byId("count").textContent = w("documents_found", { n: number(String(shown.length)), all: number(String(data.documents.length)) });
};
