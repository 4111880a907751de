// Plays somebody in front of a questionnaire's page: node visit.js PAGE, with what they do on standard input, as JSON:
//   {"kept": {}, "hash": "", "does": [["type", "token", "…"], ["choose", "strain.s1", "3"], ["press", "page.next"]]}
// `kept` is what the device holds from before. Tells, as JSON, what every press and the beginning showed, what was saved,
// and what the device holds afterwards.
"use strict";

const fs = require("fs");
const path = require("path");
const vm = require("vm");
const {Element, browserWith} = require(path.join(__dirname, "dom.js"));

const page = fs.readFileSync(process.argv[2], "utf8");
const visit = JSON.parse(fs.readFileSync(0, "utf8"));
const between = (from, to) => {
  const start = page.indexOf(from) + from.length;
  return page.slice(start, page.indexOf(to, start));
};
const data = between('<script type="application/json" id="data">', "</script>");
const words = JSON.parse(data).words;
const store = visit.kept || {};
const browser = browserWith(data, store, visit.hash || "");
const {main} = browser;
const controls = () => main.querySelectorAll("input, select, textarea");

const isLabelled = (control) => {
  for (let element = control.parent; element !== null; element = element.parent)
    if (element.tag === "label") return true;
  const by = control.getAttribute("aria-labelledby");
  if (by !== null) return browser.document.getElementById(by) !== null;
  return main.querySelectorAll("label").some((label) => label.getAttribute("for") === control.getAttribute("id"));
};

const screens = [];
const look = () => {
  const focused = Element.focused;
  const isSeen = [main, ...main.all()].includes(focused);
  screens.push({
    text: main.textContent,
    headings: main.querySelectorAll("h1").map((heading) => heading.textContent),
    focus: isSeen ? (focused.classes().includes("summary") ? "summary" : focused.tag) : "nowhere",
    unlabelled: controls().filter((control) => !isLabelled(control)).map((control) => control.getAttribute("id")),
    mouse_only: main.all().filter((each) => each.listeners.click && !["a", "button"].includes(each.tag)).length,
    title: browser.document.title,
  });
};

const act = {
  type(id, text) {
    const control = browser.document.getElementById(id);
    control.value = text;
    control.fire("input");
  },
  choose(name, code, isOn = true) {
    const same = controls().filter((control) => control.getAttribute("name") === name);
    const chosen = same.find((control) => control.getAttribute("value") === code);
    if (chosen.getAttribute("type") === "radio") for (const each of same) each.checked = false;
    chosen.checked = isOn;
    chosen.fire("change");
  },
  place(id, code) {
    const select = browser.document.getElementById(id);
    select.value = code;
    select.fire("change");
  },
  press(key) {
    const button = main.querySelectorAll("button").find((each) => each.textContent.startsWith(words[key]));
    if (button === undefined) throw new Error("no button says " + words[key] + ": " + main.textContent);
    if (button.getAttribute("type") === "button") button.click();
    else main.querySelector("form").fire("submit");
    look();
  },
};

vm.runInNewContext(between("<script>", "</script>"), browser);
look();
for (const [what, ...parts] of visit.does) act[what](...parts);
process.stdout.write(JSON.stringify({screens, files: browser.files, kept: store, address: browser.location.href}));
