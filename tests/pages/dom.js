// As much of a browser as a questionnaire's page needs: elements, selectors by tag, class, id and attribute, events, a
// store, a history. For tests without a browser.
"use strict";

class Element {
  constructor(tag) {
    this.tag = tag;
    this.attributes = new Map();
    this.children = [];  // elements and texts
    this.parent = null;
    this.listeners = {};
    this.value_ = undefined;
    this.checked_ = undefined;
    const element = this;
    this.classList = {
      add(name) { element.setAttribute("class", [...element.classes(), name].join(" ")); },
      remove(name) { element.setAttribute("class", element.classes().filter((each) => each !== name).join(" ")); },
    };
  }
  classes() { return (this.getAttribute("class") || "").split(" ").filter((each) => each !== ""); }
  setAttribute(name, value) { this.attributes.set(name, String(value)); }
  getAttribute(name) { return this.attributes.has(name) ? this.attributes.get(name) : null; }
  removeAttribute(name) { this.attributes.delete(name); }
  append(...parts) {
    for (const part of parts) {
      const child = part instanceof Element ? part : String(part);
      if (child instanceof Element) child.adopt(this);
      this.children.push(child);
    }
  }
  prepend(part) { part.adopt(this); this.children.unshift(part); }
  after(part) { part.adopt(this.parent); this.parent.children.splice(this.parent.children.indexOf(this) + 1, 0, part); }
  adopt(parent) { this.remove(); this.parent = parent; }
  remove() {
    if (this.parent !== null) this.parent.children = this.parent.children.filter((each) => each !== this);
    this.parent = null;
  }
  get textContent() {
    return this.children.map((each) => (each instanceof Element ? each.textContent : each)).join("");
  }
  set textContent(text) { this.children = text === "" ? [] : [text]; }
  get value() { return this.value_ !== undefined ? this.value_ : this.getAttribute("value") || ""; }
  set value(text) { this.value_ = text; }
  get checked() { return this.checked_ !== undefined ? this.checked_ : this.attributes.has("checked"); }
  set checked(is) { this.checked_ = is; }
  addEventListener(event, act) { (this.listeners[event] = this.listeners[event] || []).push(act); }
  fire(event) { for (const act of this.listeners[event] || []) act({preventDefault() {}, state: null}); }
  focus() { Element.focused = this; }
  click() {
    if (this.tag === "a" && this.getAttribute("download") !== null) Element.downloads.push(this.getAttribute("href"));
    this.fire("click");
  }
  all() { return this.children.filter((each) => each instanceof Element).flatMap((each) => [each, ...each.all()]); }
  matches(selector) {
    return selector.split(",").some((one) => {
      const text = one.trim();
      if (text.startsWith(".")) return this.classes().includes(text.slice(1));
      if (text.startsWith("#")) return this.getAttribute("id") === text.slice(1);
      if (text.startsWith("[")) return this.attributes.has(text.slice(1, -1));
      return this.tag === text;
    });
  }
  querySelectorAll(selector) { return this.all().filter((each) => each.matches(selector)); }
  querySelector(selector) { return this.querySelectorAll(selector)[0] || null; }
}
Element.downloads = [];

// What a page's script finds when it begins; `store` outlives the page, as a device's does.
const browserWith = (data, store, hash) => {
  const main = new Element("main"), holder = new Element("script");
  main.setAttribute("id", "screen");
  holder.setAttribute("id", "data");
  holder.append(data);
  const document = {
    title: "",
    createElement: (tag) => new Element(tag),
    getElementById: (id) => [main, holder, ...main.all()].find((each) => each.getAttribute("id") === id) || null,
  };
  const files = [];
  const browser = {
    document,
    main,
    files,
    location: {hash, href: "file:///page.html" + hash},
    history: {states: [], pushState(state) { this.states.push(state); }, replaceState(state, title, address) {
      browser.location.href = address;
      browser.location.hash = "";
    }},
    localStorage: {
      getItem: (key) => (key in store ? store[key] : null),
      setItem: (key, value) => { store[key] = value; },
      removeItem: (key) => { delete store[key]; },
    },
    URL: {createObjectURL: (blob) => { files.push(blob.text); return "blob:" + files.length; }},
    Blob: class { constructor(parts) { this.text = parts.join(""); } },
    scrollTo() {},
    addEventListener() {},
  };
  browser.window = browser;
  return browser;
};

module.exports = {Element, browserWith};
