"""The review page in a real browser: what a reader sees, does, and must never be able to bring about."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from jospar.normalize.records import IssueState, Outcome, Records, Severity
from jospar.output.report.page import render_document, render_index
from jospar.output.report.page_names import INDEX, name_page
from jospar.output.report.summary import summarize
from jospar.pipeline.main import run_command
from tests.slow.browser import Page, open_browser
from tests.support.reading import ROOT
from tests.support.report_documents import ATTACKS, make_hostile, make_large, make_reviewed

ENGLISH = "#lang=en"
# The keys, as WebDriver numbers them.
TAB, ENTER, ESCAPE, RIGHT, DOWN = "\ue004", "\ue007", "\ue00c", "\ue014", "\ue015"
REVIEWED = make_reviewed()
ROWS, ISSUES = len(REVIEWED.measures) + len(REVIEWED.indicators), len(REVIEWED.issues)
OPEN = Counter(issue.severity for issue in REVIEWED.issues if issue.state is IssueState.OPEN)
ROW_IDS = {*(measure.measure_id for measure in REVIEWED.measures), *(indicator.indicator_id for indicator in REVIEWED.indicators)}
HOSTILE = name_page("hostile & <b>id</b>")
# What a reader with low vision needs between a text and what it stands on (WCAG 2.2, 1.4.3).
CONTRAST = 4.5
_CONTRASTS = """
const light = (text) => {
  const [r, g, b] = text.match(/[\\d.]+/g).map(Number).slice(0, 3).map((part) => {
    const share = part / 255;
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const groundOf = (node) => {
  for (let at = node; at; at = at.parentElement) {
    const ground = getComputedStyle(at).backgroundColor;
    if (/^rgb\\(/.test(ground)) return ground;
  }
  return "rgb(255, 255, 255)";
};
const found = [];
for (const node of document.querySelectorAll("body *")) {
  const own = [...node.childNodes].some((child) => child.nodeType === 3 && child.textContent.trim());
  if (!own || !node.checkVisibility() || node.closest("svg, script, :disabled, .outline-box")) continue;
  const style = getComputedStyle(node);
  const [a, b] = [light(style.color), light(groundOf(node))].sort((x, y) => y - x);
  const ratio = (a + 0.05) / (b + 0.05);
  if (ratio < arguments[0]) found.push(`${node.className || node.tagName} "${node.textContent.slice(0, 20)}" ${ratio.toFixed(2)}`);
}
return [...new Set(found)];
"""
_UNNAMED = """
return [...document.querySelectorAll("button, a[href], input, select, summary, [role=img], img")].filter((node) => {
  if (!node.checkVisibility() || node.closest("[aria-hidden=true]")) return false;
  const label = node.getAttribute("aria-label") || node.getAttribute("alt") || node.closest("label")?.textContent || node.textContent;
  return !label.trim();
}).map((node) => node.outerHTML.slice(0, 100));
"""


def _rows_with(*codes: str, severity: Severity | None = None) -> int:
    """How many rows have an issue of a code, or an open one of a severity."""
    found = {
        issue.record_id for issue in REVIEWED.issues
        if issue.code in codes or (issue.severity is severity and issue.state is IssueState.OPEN)
    }
    return len(found & ROW_IDS)


def _below(direction: str) -> tuple[int, int]:
    """How many rows and issues a direction has."""
    within = f"ktu-2024/{direction}/"
    return (
        sum(row.startswith(within) for row in ROW_IDS),
        sum(f"{issue.record_id or ''}/".startswith(within) for issue in REVIEWED.issues),
    )


def _in_unit(unit: str) -> int:
    return sum(row.unit == unit and not row.unit_mult and row.per is None for row in (*REVIEWED.measures, *REVIEWED.indicators))


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with open_browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of three documents, and of the sample as PDF with its pictures."""
    folder = tmp_path_factory.mktemp("pages")
    documents: tuple[Records, ...] = (REVIEWED, make_hostile(), make_large())
    for records in documents:
        (folder / name_page(records.document.document_id)).write_text(render_document(records), encoding="utf-8")
    summaries = tuple(summarize(records, name_page(records.document.document_id)) for records in documents)
    (folder / INDEX).write_text(render_index(summaries), encoding="utf-8")
    assert run_command(["extract", str(ROOT / "samples" / "pdf"), "--out", str(folder / "tables")]) == 0
    assert run_command(["report", str(ROOT / "samples"), "--data", str(folder / "tables"), "--out", str(folder / "pdf")]) == 0
    return folder


@pytest.fixture
def sample(page: Page, folder: Path) -> Page:
    """The sample as checks leave it, in English, in a window of the usual size."""
    page.resize(1440)
    page.media("light")
    page.open(folder / "ktu-2024.html", ENGLISH)
    return page


# Opening


@pytest.mark.parametrize("name", ["ktu-2024.html", "large.html", INDEX, "pdf/ktu-2024.html", "pdf/index.html", HOSTILE])
def test_a_page_opens_in_silence_and_asks_for_nothing(page: Page, folder: Path, name: str) -> None:
    page.open(folder / name)
    for view in ("issues", "executors", "stakeholders", "checks"):
        page.go(f"view={view}&sel=r:d1/t1/m1")
    assert page.logs() == []
    assert {address.partition("#")[0] for address in page.requests()} <= {(folder / name).as_uri()}


def test_a_page_could_not_ask_for_anything_if_it_tried(sample: Page) -> None:
    sample.run("const image = new Image(); image.src = 'https://example.org/a.png'; document.body.append(image)")
    sample.run("fetch('https://example.org/').catch(() => {})")
    sample.settle()
    said = sample.logs()
    assert said and all("Content Security Policy" in line for line in said)


# What it says


def test_the_numbers_are_those_of_the_document(sample: Page) -> None:
    assert sample.text("h1").startswith("«Әбілқас Сағынов")
    assert sample.text(".ring text") == str(REVIEWED.document.grade)
    assert sample.texts('[data-row="d1/t1/m1"] .value') == ["9,976", "10,070", "10,164", "10,259", "10,355", "10,452"]
    assert sample.text("#count") == f"Rows: {ROWS} of {ROWS} · issues: {ISSUES} of {ISSUES}"
    counts = [*(OPEN[severity] for severity in Severity), ISSUES - OPEN.total()]
    assert [int(text.split()[-1]) for text in sample.texts(".severity")] == counts
    assert "2024–2029" in sample.text(".facts") and "25 June 2024" in sample.text(".facts")


def test_a_target_is_drawn_against_its_measures(sample: Page) -> None:
    sample.go("lang=en&sel=r:d4/t5")
    label = sample.find(".panel .chart").get_attribute("aria-label")
    assert _plain(label) == (
        "Target: 2,500 → 6,000 thousand tenge. against the sum of 4.5.1 + 4.5.2. 2024 7,000, 2025 3,200, 2026 3,900, 2027 4,600, "
        "2028 5,300, 2029 6,000. 2024: they come to 7,000, not 2,500 Holds: 2029"
    )
    assert sample.count(".panel .chart .miss") == 1 and sample.count(".panel .chart .icon.ok") == 1
    sample.run("dispatchEvent(new Event('beforeprint'))")
    by_task: dict[str, set[Outcome]] = defaultdict(set)
    for check in REVIEWED.checks:
        if check.check == "target_met":
            by_task[check.records.split("\n")[0]].add(check.outcome)
    unlike = {issue.record_id for issue in REVIEWED.issues if issue.code == "target_unlike"}
    assert sample.count(".target.holds .target-chart") == sum(found == {Outcome.HOLDS} for found in by_task.values())
    assert sample.count(".target.fails .target-chart") == len({task for task, found in by_task.items() if Outcome.FAILS in found} | unlike)
    untested = {task for task, found in by_task.items() if found == {Outcome.NOT_TESTABLE}} - unlike
    assert sample.count(".target.not_testable .target-chart") == len(untested)


def test_a_target_that_nothing_meets_shows_the_gap(sample: Page) -> None:
    sample.go("lang=en&sel=r:d4/t3")
    assert sample.count(".panel .chart .gap") == 1
    assert _plain(sample.text(".panel .outcomes")) == "by its measures 50 → 100"


def test_values_are_counted_as_the_grade_counts_them(sample: Page) -> None:
    document = REVIEWED.document
    sample.run("dispatchEvent(new Event('beforeprint'))")
    doubted = sample.count("#main .value.error:not(.unreadable), #main .value.warning")
    assert (doubted, sample.count("#main .value.unreadable")) == (document.values_contradicted, document.values_unreadable)
    assert sample.count("#main .value.confirmed") == document.values_confirmed


def test_the_unit_of_an_indicator_in_a_sentence_is_shown(sample: Page) -> None:
    assert _plain(sample.text('[data-row="d1/i2"] .unit')) == "thousand tenge"
    sample.click('[data-language="kk"]')
    assert _plain(sample.text('[data-row="d1/i2"] .unit')) == "мың теңге"


def test_a_check_is_a_formula_whose_parts_lead_to_their_values(page: Page, folder: Path) -> None:
    page.open(folder / "ktu-2024.html", f"{ENGLISH}&sel=v:d1/t4/m1:0")
    assert _plain(page.text("#panel .formula")) == "2024327,8451.2.2.1 ≈ 3.5 %1.2.2.2 × 9,367,0171.1"
    assert page.count("#panel .formula-part[aria-current]") == 1
    page.click("#panel .formula-part:nth-of-type(3)")
    assert page.run("return decodeURIComponent(location.hash)").endswith("sel=v:d1/i2:0")
    assert page.text("#panel .kind") == "Indicator · 2024"


def test_a_sum_and_a_pattern_show_what_breaks_them(page: Page, folder: Path) -> None:
    page.open(folder / "ktu-2024.html", f"{ENGLISH}&sel=r:d4/t5")
    assert _plain(page.text("#panel .formula.fails")).replace("error", "") == "20245,0004.5.1 + 2,0004.5.2 = 7,000 ≠ 2,5004.5"
    page.go("lang=en&sel=r:d4/t5/m1")
    pattern = _plain(page.text("#panel .relation.fails .pattern"))
    assert pattern == "+200 every year2024: 5,000; 500 would fit" and page.count("#panel .relation.fails .spark .aim-line") == 1


def test_what_is_noticed_of_one_value_is_one_thing(sample: Page) -> None:
    sample.go("lang=en&sel=v:d4/t5/m1:0")
    about = [issue for issue in REVIEWED.issues if issue.record_id == "ktu-2024/d4/t5/m1" and issue.year == 2024]
    assert len(about) > 1 and sample.count("#panel .card") == 1
    assert sample.count('[data-row="d4/t5/m1"] .issue-line') == 1
    sample.go("lang=en&view=issues")
    leads = {issue.issue_id.rpartition("/")[2] for issue in about}
    assert sum(sample.count(f'.issue-item[data-key$="{lead}"]') for lead in leads) == 1
    sample.go("lang=en&view=issues&issue=step_broken")
    assert sample.count(".issue-item") == 1 and sample.text(".issue-head code") == "step_broken"


def test_the_checks_begin_with_what_fails(page: Page, folder: Path) -> None:
    page.open(folder / "ktu-2024.html", f"{ENGLISH}&view=checks")
    page.run("dispatchEvent(new Event('beforeprint'))")
    relations = {(check.check, check.records) for check in REVIEWED.checks}
    failing = {(check.check, check.records) for check in REVIEWED.checks if check.outcome is Outcome.FAILS}
    assert page.count(".relation-item") == len(relations) and page.count(".relation-item.fails") == len(failing)
    heads = page.texts(".issue-head .outcomes")
    with_failing = len({check for check, _ in failing})
    assert ["Does not hold" in head for head in heads] == [number < with_failing for number in range(len(heads))]
    assert page.run("return document.querySelector('.relation-item').classList.contains('fails')")


def test_what_needs_a_person_comes_first(sample: Page) -> None:
    assert sample.run("return document.querySelector('.first-thing').classList.contains('error')")
    sample.click(".first .ref")
    assert sample.run("return location.hash") == "#lang=en&view=issues" and sample.count(".first:not([hidden])") == 0


def test_states_differ_by_shape_too(sample: Page) -> None:
    paths = sample.driver.find_elements("css selector", "#map .shape path")
    drawn = {path.get_attribute("class"): path.get_attribute("d") for path in paths}
    assert len({drawn[state] for state in ("plain", "confirmed", "warning", "error")}) == 4
    sign = "return getComputedStyle(document.querySelector(arguments[0]), '::before').content"
    sample.go("lang=en&sel=r:d4/t5/m1")
    assert sample.run(sign, '[data-row="d4/t5/m1"] .value.error') != "none"


def test_a_value_shows_its_print_and_what_speaks_for_and_against_it(page: Page, folder: Path) -> None:
    page.open(folder / "ktu-2024.html", "#lang=en&sel=v:d4/t5/m1:0")
    text = page.text("#panel")
    assert page.text(".print") == "5000" and page.text(".source-row .here td") == "5000"
    assert "line 152, table 6, row 19" in text and "thousand tenge" in text
    number = next(issue.issue_id for issue in REVIEWED.issues if issue.code == "target_unmet").rpartition("/")[2]
    assert "500 would fit" in text and f"jospar correct ktu-2024 {number}" in text
    page.click('.year[aria-label^="2029"]')
    text = _plain(page.text("#panel"))
    assert "Nothing contradicts it" in text and "1,5004.5.1 + 4,5004.5.2 = 6,0004.5" in text
    assert page.count(".value.confirmed.selected") == 1


def test_missing_values_are_gaps_and_doubtful_ones_are_marked(sample: Page) -> None:
    sample.type("#search", "4.1.3")
    row = '[data-row="d4/t1/m3"]'
    lines = [line.get_attribute("d") for line in sample.driver.find_elements("css selector", f"{row} path.line")]
    assert [line.count("L") for line in lines] == [3] and sample.count(f"{row} circle.line, {row} circle.dot") > 0
    assert sample.count(f"{row} .value.unreadable.error") == 1
    sample.type("#search", "\b\b\b\b\b4.5.1")
    assert sample.count('[data-row="d4/t5/m1"] .spark .dot.error') == 1


def test_accepted_issues_are_grey_and_corrected_values_are_marked(sample: Page) -> None:
    assert sample.count(".value.corrected") <= 1
    sample.go("lang=en&issue=accepted")
    assert sample.text("#count").endswith(f"issues: 2 of {ISSUES}")
    sample.go("lang=en&view=issues&issue=accepted")
    assert sample.count(".issue-item.accepted") == 2 == sample.count(".issue-item")
    sample.click(".issue-item")
    assert "see the order" in sample.text(".card") and "jospar correct" not in sample.text(".card")
    sample.go("lang=en&sel=r:d2/t1/m1")
    assert sample.count(".value.corrected") == 1


def test_a_page_of_the_paper_has_the_cell_outlined(page: Page, folder: Path) -> None:
    page.open(folder / "pdf" / "ktu-2024.html", "#lang=en&sel=v:d1/t1/m1:2")
    box, image, window = page.box(".outline-box"), page.box(".paper img"), page.box(".paper-window")
    assert (box["left"] - image["left"]) / image["width"] == pytest.approx(375.2 / 842, abs=0.01)
    assert (box["top"] - image["top"]) / image["height"] == pytest.approx(405.8 / 595, abs=0.01)
    assert window["left"] < box["left"] < box["right"] < window["right"]
    assert page.run("return document.querySelector('.paper img').naturalWidth") > 900
    page.click(".picture button")
    assert page.run("return document.querySelector('#sheet').open") and page.count("#sheet .outline-box") == 1
    page.press(ESCAPE)
    assert not page.run("return document.querySelector('#sheet').open") and page.count("#panel:not([hidden])") == 1


# Looking for something


def test_search_goes_through_the_data(sample: Page) -> None:
    sample.type("#search", "ЭНДАУМЕНТ")
    assert sample.text("#count").startswith(f"Rows: 1 of {ROWS}")
    assert sample.texts("#main .row .name-button") == ["ЖОО ның жалпы табысынан эндаумент қорындағы қаржы қаражатының үлесін арттыру"]
    sample.click("#reset")
    assert sample.text("#count").startswith(f"Rows: {ROWS} of {ROWS}") and sample.find("#search").get_attribute("value") == ""


def test_search_finds_letters_however_they_are_composed(sample: Page) -> None:
    sample.search(unicodedata.normalize("NFD", "бейресми"))
    assert sample.text("#count").startswith(f"Rows: 1 of {ROWS}")


@pytest.mark.parametrize(
    ("address", "count"),
    [
        ("issue=warning", f"Rows: {_rows_with(severity=Severity.WARNING)} of {ROWS} · issues: {OPEN[Severity.WARNING]} of {ISSUES}"),
        ("issue=code_gap", f"Rows: 1 of {ROWS} · issues: 1 of {ISSUES}"),
        ("dir=d2", "Rows: {} of {ROWS} · issues: {} of {ISSUES}".format(*_below("d2"), ROWS=ROWS, ISSUES=ISSUES)),
        ("unit=percent|0|", f"Rows: {_in_unit('percent')} of {ROWS}"),
        ("issue=warning&dir=d2", f"Rows: 0 of {ROWS} · issues: 0 of {ISSUES}"),
    ],
)
def test_filters_answer_out_of_the_data(page: Page, folder: Path, address: str, count: str) -> None:
    page.open(folder / "ktu-2024.html", f"{ENGLISH}&{address}")
    assert page.text("#count").startswith(count)


def test_a_filter_is_kept_in_the_address(sample: Page) -> None:
    sample.click(".severity.warning")
    assert sample.run("return location.hash") == "#issue=warning&lang=en"
    assert sample.text("#count").startswith(f"Rows: {_rows_with(severity=Severity.WARNING)} of {ROWS}")
    sample.run("location.reload()")
    sample.settle()
    assert sample.text("#count").startswith(f"Rows: {_rows_with(severity=Severity.WARNING)} of {ROWS}")
    assert sample.find('select[name="issue"]').get_attribute("value") == "warning"


def test_who_answers_for_what(sample: Page) -> None:
    sample.click('[data-view="executors"]')
    first = sample.texts(".party summary")[0]
    assert "АМ жөніндегі проректор" in first and "measures: 30" in first
    sample.click(".party summary")
    assert sample.count(".party[open] tbody tr") == 30
    sample.click(".party[open] .only")
    assert sample.text("#count").startswith(f"Rows: 30 of {ROWS}") and sample.count(".heading.direction") > 0
    sample.click('[data-view="stakeholders"]')
    assert "білім алушылар" in sample.texts(".party summary")[0]


def test_the_map_leads_to_a_value(sample: Page) -> None:
    sample.run("""
      const box = document.querySelectorAll(".map-band svg")[3].getBoundingClientRect();
      const at = {clientX: box.right - 13, clientY: box.top + 3, bubbles: true};
      document.querySelectorAll(".map-band svg")[3].dispatchEvent(new MouseEvent("click", at));
    """)
    sample.settle()
    assert sample.text("#panel .kind") == "Measure · 2024" and "4.5.1" in sample.text("#panel-title")


# Languages and themes


def test_the_language_is_switched_and_kept(sample: Page) -> None:
    sample.click('[data-language="ru"]')
    assert sample.run("return document.documentElement.lang") == "ru"
    assert sample.text("#count") == f"Строки: {ROWS} из {ROWS} · замечания: {ISSUES} из {ISSUES}"
    assert "25 июня 2024 г." in sample.text(".facts")
    assert sample.texts('[data-row="d1/i2"] .value')[0] == "9\u202f367\u202f017" and sample.texts('[data-row="d1/i3"] .value')[0] == "1,35"
    sample.click('[data-language="kk"]')
    assert "2024 жылғы 25 маусым" in sample.text(".facts") and sample.run("return location.hash") == "#lang=kk"
    assert sample.find('[data-language="kk"]').get_attribute("aria-pressed") == "true"


def test_without_a_choice_it_speaks_the_language_of_the_document(page: Page, folder: Path) -> None:
    page.open(folder / "ktu-2024.html")
    assert page.run("return document.documentElement.lang") == "kk"


def test_the_theme_is_that_of_the_system_until_it_is_switched(sample: Page) -> None:
    ground = "return getComputedStyle(document.body).backgroundColor"
    light = sample.run(ground)
    sample.media("dark")
    dark = sample.run(ground)
    assert light != dark
    sample.click("#theme")
    assert sample.run(ground) == light and "theme=light" in sample.run("return location.hash")
    sample.click("#theme")
    sample.media("light")
    assert sample.run(ground) == dark
    assert "dark" in sample.find("#theme").get_attribute("aria-label")


def test_paper_is_white_in_the_dark_too(page: Page, folder: Path) -> None:
    page.open(folder / "ktu-2024.html", "#theme=dark")
    page.driver.execute_cdp_cmd(
        "Emulation.setEmulatedMedia", {"media": "print", "features": [{"name": "prefers-color-scheme", "value": "dark"}]}
    )
    ground = page.run("return getComputedStyle(document.body).backgroundColor")
    ink = page.run("return getComputedStyle(document.querySelector('h1')).color")
    page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    assert ground == "rgb(255, 255, 255)" and ink == "rgb(28, 37, 48)"


# Keyboard, screen readers, eyes


def test_the_keyboard_reaches_and_opens_a_value_and_comes_back(sample: Page) -> None:
    sample.press(TAB)
    assert "Skip to content" in sample.focused()
    sample.press(ENTER)
    assert sample.focused("id") == "main"
    for _ in range(20):
        if sample.run("return Boolean(document.activeElement.closest('tbody'))"):
            break
        sample.press(TAB)
    sample.press(RIGHT)
    assert sample.focused("className").startswith("value")
    sample.press(DOWN)
    sample.press(RIGHT)
    key = sample.run("return document.activeElement.dataset.key")
    assert key == "v:d1/i2:1"
    sample.press(ENTER)
    assert sample.focused("id") == "panel" and "sel=v" in sample.run("return location.hash")
    sample.press(ESCAPE)
    assert sample.run("return document.activeElement.dataset.key") == key
    assert sample.find("#panel").get_attribute("hidden") is not None


def test_a_table_is_one_stop_of_the_tab_key(sample: Page) -> None:
    assert 0 < sample.count("#main table") == sample.count('#main table tbody [tabindex="0"]')


def test_a_slash_goes_to_the_search(sample: Page) -> None:
    sample.press("/")
    assert sample.focused("id") == "search" and sample.find("#search").get_attribute("value") == ""


def test_landmarks_headings_and_counts_are_there_for_a_screen_reader(sample: Page) -> None:
    assert sample.count("h1") == 1 and sample.count("main") == 1 and sample.count("nav[aria-label]") == 2
    assert sample.find("#count").get_attribute("aria-live") == "polite"
    levels = [int(heading.tag_name[1]) for heading in sample.driver.find_elements("css selector", "main :is(h1, h2, h3, h4)")]
    assert levels[0] == 2 and all(after - before <= 1 for before, after in pairwise(levels))
    assert sample.find('[data-row="d1/i1"] th').get_attribute("lang") == "kk"


@pytest.mark.parametrize("view", ["", "issues", "executors", "checks"])
def test_everything_that_acts_has_a_name(page: Page, folder: Path, view: str) -> None:
    page.open(folder / "ktu-2024.html", f"{ENGLISH}&view={view}&sel=v:d4/t5/m1:0")
    assert page.run(_UNNAMED) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("fragment", ["&sel=v:d4/t5/m1:0", "&view=issues&sel=i:n000008", "&view=executors", "&view=checks"])
def test_text_stands_out_from_what_it_stands_on(page: Page, folder: Path, scheme: str, fragment: str) -> None:
    page.media(scheme)
    page.open(folder / "ktu-2024.html", ENGLISH + fragment)
    assert page.run(_CONTRASTS, CONTRAST) == []
    for view in ("", "&view=open"):
        page.open(folder / INDEX, ENGLISH + view)
        assert page.run(_CONTRASTS, CONTRAST) == []


def test_what_is_noticed_of_a_heading_is_reached_by_the_tab_key(sample: Page) -> None:
    assert sample.count(".heading .issue-line") > 0 == sample.count('.heading .issue-line[tabindex="-1"]')


def test_twice_the_size_scrolls_down_only_and_leaves_room(page: Page, folder: Path) -> None:
    page.resize(720, 450)
    for fragment in ("", "&sel=r:d4/t5", "&view=checks", "&view=issues"):
        page.open(folder / "ktu-2024.html", ENGLISH + fragment)
        assert page.run("return document.documentElement.scrollWidth") <= 720
        assert page.run("return getComputedStyle(document.querySelector('#filters')).position") == "static"
    page.resize(1440)


def test_a_narrow_window_scrolls_down_only(page: Page, folder: Path) -> None:
    page.resize(390, 844)
    for name in (INDEX, "ktu-2024.html"):
        page.open(folder / name, ENGLISH)
        assert page.run("return document.documentElement.scrollWidth") <= 390
    selects = "return [...document.querySelectorAll('#filters select')].filter((node) => node.checkVisibility()).length"
    assert page.run(selects) == 0
    page.click(".unfold")
    assert page.run(selects) == 5 and page.find(".unfold").get_attribute("aria-expanded") == "true"
    page.resize(1440)


# What a document must never do


def test_nothing_of_a_document_runs(page: Page, folder: Path) -> None:
    for fragment in ("", "&sel=v:d1/t1/m1:0", "&view=issues", "&view=executors", "&view=checks"):
        page.open(folder / HOSTILE, ENGLISH + fragment)
        assert page.driver.title == ATTACKS[0]
        assert page.count("#main img, #panel img, #main script, #main b > i, h1 *") == 0
    page.open(folder / INDEX, ENGLISH)
    assert page.driver.title != "pwned" and page.logs() == []


@pytest.mark.parametrize(
    "fragment",
    ["sel=v:<img src=x onerror=alert(1)>:0", 'sel=r:"]', "view=<b>&lang=xx&theme=no", "sel=v:d1/t1/m1:99999", "%E0%A4%A", "dir=nothing"],
)
def test_no_address_breaks_a_page(page: Page, folder: Path, fragment: str) -> None:
    page.open(folder / "ktu-2024.html", f"#{fragment}")
    assert page.logs() == [] and page.count("#tabs button") == 5


# Large documents


def test_five_thousand_measures_keep_few_elements_and_are_all_found(page: Page, folder: Path) -> None:
    page.open(folder / "large.html", ENGLISH)
    everything = "return document.getElementsByTagName('*').length"
    assert page.text("#count").startswith("Rows: 5,000 of 5,000")
    sizes = [page.run(everything)]
    for share in (0.2, 0.5, 0.8, 1.0):
        page.run("scrollTo(0, document.documentElement.scrollHeight * arguments[0])", share)
        page.settle()
        sizes.append(page.run(everything))
    assert max(sizes) < 6000
    for number in (1001, 2500, 5000):
        page.search(f"Мероприятие {number}:")
        assert page.text("#count").startswith("Rows: 1 of 5,000")
        assert page.count("#main .row") == 1


def test_five_thousand_checks_keep_few_elements(page: Page, folder: Path) -> None:
    page.open(folder / "large.html", f"{ENGLISH}&view=checks")
    relations = len({(check.check, check.records) for check in make_large().checks})
    assert relations > 5000 and page.text('#tabs [data-view="checks"] .tally') == f"{relations:,}"
    for share in (0.3, 0.7, 1.0):
        page.run("scrollTo(0, document.documentElement.scrollHeight * arguments[0])", share)
        page.settle()
        assert page.run("return document.getElementsByTagName('*').length") < 6000


def test_a_link_into_a_large_document_shows_its_row(page: Page, folder: Path) -> None:
    page.open(folder / "large.html", f"{ENGLISH}&sel=v:d33/t4/m7:3")
    page.settle()
    assert 0 < page.box(".value.selected")["top"] < 900
    assert page.text("#panel-title").startswith("33.4.7")


def test_all_is_drawn_for_print(page: Page, folder: Path) -> None:
    page.open(folder / "ktu-2024.html", ENGLISH)
    few = page.count("#main .row")
    page.run("dispatchEvent(new Event('beforeprint'))")
    assert few < page.count("#main .row") == ROWS
    assert page.count(".piece:empty") == 0
    text = page.driver.execute_cdp_cmd("Page.printToPDF", {"printBackground": True})["data"]
    assert len(text) > 10_000


def test_a_document_of_nothing_says_so(page: Page, tmp_path: Path) -> None:
    empty = replace(
        REVIEWED, directions=(), goals=(), tasks=(), indicators=(), measures=(), values=(), parties=(), issues=(), checks=(), cells=()
    )
    (tmp_path / "empty.html").write_text(render_document(empty), encoding="utf-8")
    page.open(tmp_path / "empty.html", ENGLISH)
    assert page.logs() == [] and page.text("#count").startswith("Rows: 0 of 0") and page.count(".nothing") == 1


# The dataset


def test_the_dataset_leads_to_what_is_open(page: Page, folder: Path) -> None:
    page.open(folder / INDEX, ENGLISH)
    assert page.count(".document") == 3 and page.text("#count") == "Documents: 3 of 3"
    page.type("#search", "ktu")
    assert page.texts(".document strong") == [REVIEWED.document.title]
    page.click('[data-view="open"]')
    assert page.count(".open-item") == OPEN.total()
    page.follow(".open-item")
    assert page.run("return decodeURIComponent(location.pathname)").endswith("/ktu-2024.html")
    assert page.text(".card strong") == "error" and page.run("return document.documentElement.lang") == "en"


def test_the_dataset_orders_its_documents(page: Page, folder: Path) -> None:
    page.open(folder / INDEX, f"{ENGLISH}&order=open")
    assert re.sub(r"\s·.*", "", page.texts(".document .under")[0]) == "large"
    page.open(folder / INDEX, f"{ENGLISH}&order=name")
    assert [re.sub(r"\s·.*", "", text) for text in page.texts(".document .under")] == ["hostile & <b>id</b>", "ktu-2024", "large"]
