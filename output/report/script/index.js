// What is open in a dataset, by kind and one by one.

const drawCodes = () => {
  const highest = Math.max(1, ...data.codes.map(([, , count]) => count));
  put(
    byId("codes"),
    data.codes.length
      ? el(
          "ul",
          { class: "codes" },
          data.codes.map(([code, severity, count, documents]) =>
            el(
              "li",
              {},
              el(
                "button",
                {
                  type: "button",
                  class: "code-bar",
                  "aria-pressed": String(chosen.code === code),
                  onclick: () => {
                    choose({ code: chosen.code === code ? "" : code });
                    shownOpen = FIRST_OPEN;
                    drawCodes();
                    drawOpen();
                  },
                },
                icon(severity, w(`severity_${severity}`)),
                el("span", { class: "code-words" }, issueMeaning(code)),
                el("span", { class: "tally" }, number(String(count))),
                drawStack([[count, severity]], highest, ""),
                el("span", { class: "under" }, w("in_documents", { n: documents })),
              ),
            ),
          ),
        )
      : el("p", { class: "none" }, w("nothing_open")),
  );
};

// Formulas belong to no language; words come by language, or in English alone.
const drawDetail = (detail) => {
  const text = typeof detail === "string" ? detail : detail[language];
  return text ? el("span", { class: "detail", lang: text === detail && /[a-z]{3}/i.test(text) ? "en" : null }, ` (${text})`) : null;
};

const drawOpen = () => {
  const documents = wanted();
  const found = data.open.filter(([item, , code]) => documents.has(data.documents[item]) && (!chosen.code || code === chosen.code));
  const line = ([item, id, code, severity, page, line, printed, detail, suggestion]) => {
    const of = data.documents[item];
    const key = `i:${id.slice(id.lastIndexOf("/") + 1)}`;
    const hash = addressOf({ lang: chosen.lang, theme: chosen.theme, sel: key });
    return el(
      "li",
      {},
      el(
        "a",
        { class: `open-item ${severity}`, href: `${of.page}#${hash}` },
        icon(severity, w(`severity_${severity}`)),
        el(
          "span",
          {},
          issueMeaning(code),
          drawDetail(detail),
          printed ? [" ", el("q", { lang: of.language }, printed)] : null,
          suggestion ? [" → ", el("strong", { lang: of.language }, suggestion)] : null,
          el("span", { class: "under" }, `${of.id} · ${describePlace(page, line)}`),
        ),
      ),
    );
  };
  put(
    byId("open"),
    found.length ? el("ul", { class: "open-list" }, found.slice(0, shownOpen).map(line)) : el("p", { class: "none" }, w("nothing_open")),
    found.length > shownOpen
      ? el(
          "button",
          {
            type: "button",
            class: "quiet more",
            onclick: () => {
              shownOpen += 4 * FIRST_OPEN;
              drawOpen();
            },
          },
          w("show_more", { n: number(String(found.length - shownOpen)) }),
        )
      : null,
    data.beyond ? el("p", { class: "none" }, w("open_beyond", { n: number(String(data.beyond)) })) : null,
  );
};

startShell(() => {
  drawFigures();
  drawFilters();
  drawTabs();
  drawDocuments();
  drawCodes();
  drawOpen();
});
