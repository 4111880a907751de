// The page: one question a screen, on the device alone. Nothing is fetched and nothing is sent from here; what somebody
// has answered is kept in the browser until they have saved it as a file and say so.
"use strict";

(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const main = document.getElementById("screen");
  const KEPT_AS = ["opora", data.questionnaire, data.version, data.wave].join(".");

  // The screens beside the questions, which go by their ids: no id has a dot.
  const AT = {start: ".start", check: ".check", saved: ".saved", over: ".over"};
  const NO_CODE = {wave: data.wave, token: "", link: ""};

  const state = {at: AT.start, given: {}, code: NO_CODE};

  // ---- Words and elements ----

  const word = (key, parts) => {
    let text = data.words[key];
    for (const name of Object.keys(parts || {})) text = text.split("{" + name + "}").join(parts[name]);
    return text;
  };

  const el = (tag, attributes, ...children) => {
    const element = document.createElement(tag);
    for (const name of Object.keys(attributes || {}))
      if (attributes[name] !== null && attributes[name] !== false)
        element.setAttribute(name, attributes[name] === true ? "" : attributes[name]);
    for (const child of children.flat()) if (child !== null) element.append(child);
    return element;
  };

  // A text of the questionnaire, marked where it is in another language than the page.
  const said = (tag, text, attributes) =>
    text === null ? null : el(tag, Object.assign({lang: text.lang || null}, attributes), text.text);

  const on = (element, event, act) => {
    element.addEventListener(event, (happened) => {
      if (event !== "input" && event !== "change") happened.preventDefault();
      act(happened);
    });
    return element;
  };

  const button = (text, act, look) => on(el("button", {type: "button", class: look || "btn"}, text), "click", act);

  // ---- What is kept on the device ----

  // A browser may keep nothing, as in a private window: then answers last as long as the page is open.
  const keep = () => {
    try {
      localStorage.setItem(KEPT_AS, JSON.stringify({at: state.at, given: state.given}));
    } catch (refused) {
      return;
    }
  };
  const kept = () => {
    try {
      return JSON.parse(localStorage.getItem(KEPT_AS));
    } catch (refused) {
      return null;
    }
  };
  const erase = () => {
    state.given = {};
    try {
      localStorage.removeItem(KEPT_AS);
    } catch (refused) {
      return;
    }
  };

  // ---- From screen to screen ----

  const shown = () => data.questions.filter((question) => Answers.shownOf(data, state.given).has(question.id));

  const go = (at, isBack) => {
    state.at = at;
    if (at !== AT.start && at !== AT.over) keep();
    try {
      if (!isBack) history.pushState({at}, "");
    } catch (refused) {
      // A page of a file may have no history: its own buttons are enough.
    }
    draw();
  };

  const after = (id) => {
    const ids = shown().map((question) => question.id);
    const next = ids[ids.indexOf(id) + 1];
    return next === undefined ? AT.check : next;
  };
  const before = (id) => {
    const ids = shown().map((question) => question.id);
    const index = id === AT.check ? ids.length : ids.indexOf(id);
    return index > 0 ? ids[index - 1] : AT.start;
  };

  const draw = () => {
    const question = data.questions.find((each) => each.id === state.at);
    const screens = {[AT.start]: drawStart, [AT.check]: drawCheck, [AT.saved]: drawSaved, [AT.over]: drawOver};
    const parts = question === undefined ? screens[state.at]() : drawQuestion(question);
    main.textContent = "";
    main.append(...parts.filter((part) => part !== null));
    const heading = main.querySelector("h1");
    document.title = data.title.text;
    heading.setAttribute("tabindex", "-1");
    heading.focus();
    window.scrollTo(0, 0);
  };

  // What is wrong, above the form and with a way to each place; the sentence stands there as well.
  const drawProblems = (problems) => {
    const old = main.querySelector(".summary");
    if (old !== null) old.remove();
    for (const each of main.querySelectorAll(".error")) each.remove();
    for (const each of main.querySelectorAll(".bad")) each.classList.remove("bad");
    for (const each of main.querySelectorAll("[aria-invalid]")) each.removeAttribute("aria-invalid");
    if (problems.length === 0) return;
    const summary = el("div", {class: "summary", role: "alert", tabindex: "-1"}, el("h2", {}, word("page.mend")));
    const list = el("ul", {});
    for (const problem of problems) {
      const field = document.getElementById(problem.field);
      field.classList.add("bad");
      const control = field.querySelector("input, select, textarea");
      control.setAttribute("aria-invalid", "true");
      const id = problem.field + "-error";
      control.setAttribute("aria-describedby", [control.getAttribute("aria-describedby"), id].join(" ").trim());
      const where = field.querySelector("legend, label");
      where.after(el("p", {class: "error", id}, problem.text));
      const link = on(el("a", {href: "#" + problem.field}, problem.text), "click", () => control.focus());
      list.append(el("li", {}, link));
    }
    summary.append(list);
    main.prepend(summary);
    summary.focus();
    document.title = word("page.error", {title: data.title.text});
  };

  // ---- The first screen ----

  const drawStart = () => {
    const begun = kept();
    const hasBegun = begun !== null && begun.given !== undefined && Object.keys(begun.given).length > 0;
    const token = el("input", {id: "token", autocomplete: "off", autocapitalize: "characters", spellcheck: "false",
                               "aria-describedby": "token-hint"});
    const link = el("input", {id: "link", autocomplete: "off", autocapitalize: "characters", spellcheck: "false",
                              "aria-describedby": "link-hint"});
    token.value = state.code.token || "";
    link.value = state.code.link || "";
    const begin = () => {
      const code = Answers.codeIn(token.value, link.value);
      const problems = [];
      if (token.value.trim() !== "" && code.token === null)
        problems.push({field: "token-field", text: word("page.token_wrong")});
      if (code.link === null) problems.push({field: "link-field", text: word("page.link_wrong")});
      drawProblems(problems);
      if (problems.length > 0) return;
      const wave = code.token === state.code.token ? state.code.wave : data.wave;
      state.code = {wave: code.wave || wave, token: code.token || "", link: code.link};
      if (hasBegun) state.given = begun.given;
      const first = shown()[0].id;
      const ids = data.questions.map((question) => question.id);
      go(hasBegun && (ids.includes(begun.at) || begun.at === AT.check) ? begun.at : first);
    };
    const form = on(
      el("form", {novalidate: true},
         el("div", {class: "field", id: "token-field"}, el("label", {for: "token"}, word("page.token")),
            el("span", {class: "hint", id: "token-hint"}, word("page.token_hint")), token),
         el("div", {class: "field", id: "link-field"}, el("label", {for: "link"}, word("page.link")),
            el("span", {class: "hint", id: "link-hint"}, word("page.link_hint")), link),
         el("button", {class: "btn big"}, word(hasBegun ? "page.go_on" : "page.begin"))),
      "submit", begin);
    const left = hasBegun
      ? el("div", {class: "note"}, el("p", {}, word("page.begun")),
           button(word("page.erase"), () => { erase(); go(AT.start, true); }, "btn sec"))
      : null;
    const list = (key, count) => {
      const items = [];
      for (let i = 1; i <= count; ++i) items.push(el("li", {}, word(key + i)));
      return el("ul", {}, items);
    };
    return [said("h1", data.title), said("p", data.introduction, {class: "lead"}), el("p", {}, data.length), left, form,
            el("h2", {}, word("page.who_knows")), list("page.protected_", 5),
            el("h2", {}, word("page.what_not")), list("page.exposed_", 5), sources()];
  };

  // Whose words the questions of a scale are, and whether anybody has tested them.
  const sources = () => {
    const lines = data.scales.map((scale) =>
      el("p", {class: "small mute"}, said("span", scale.label), ": ",
         word("page.source", {source: scale.source, licence: scale.licence}), " ",
         scale.is_validated ? "" : word("page.not_validated")));
    return lines.length === 0 ? null : el("section", {}, lines);
  };

  // ---- A question ----

  const givenAt = (key) => state.given[key] || {};
  const answer = (key, given) => {
    state.given[key] = given;
    keep();
  };

  const choice = (type, name, option, isChosen, act) => {
    const input = el("input", {type, name, value: option.code, checked: isChosen});
    on(input, "change", () => act(input.checked));
    return el("label", {class: "choice tile"}, input, said("span", option.text));
  };

  const drawSingle = (question, key) => {
    const chosen = (givenAt(key).options || [])[0];
    return question.options.map((option) =>
      choice("radio", key, option, option.code === chosen, () => answer(key, {options: [option.code]})));
  };

  // "None of these", and what declines, is chosen alone.
  const drawMultiple = (question, key) => {
    const isLonely = (code) => ["declined", "exclusive"].includes(Answers.roleOf(question, code));
    const boxes = [];
    const choose = (option, isOn) => {
      for (const box of boxes)
        if (isOn && box.value !== option.code && (isLonely(option.code) || isLonely(box.value))) box.checked = false;
      answer(key, {options: boxes.filter((box) => box.checked).map((box) => box.value)});
    };
    const chosen = givenAt(key).options || [];
    const tiles = question.options.map((option) =>
      choice("checkbox", key, option, chosen.includes(option.code), (isOn) => choose(option, isOn)));
    boxes.push(...tiles.map((tile) => tile.querySelector("input")));
    return tiles;
  };

  // By a list for each place: so keys are enough.
  const drawRanking = (question, key) => {
    const options = question.options.filter((option) => option.role !== "declined");
    const chosen = (givenAt(key).options || []).filter((code) => Answers.roleOf(question, code) !== "declined");
    const selects = [];
    const tell = () => {
      const codes = selects.map((select) => select.value).filter((code) => code !== "");
      if (declining !== null && codes.length > 0) declining.querySelector("input").checked = false;
      answer(key, {options: codes});
    };
    const places = [];
    for (let place = 0; place < Math.min(question.max, options.length); ++place) {
      const id = key + "-" + place;
      const select = el("select", {id, name: key}, el("option", {value: ""}, word("page.no_place")),
                        options.map((option) => said("option", option.text, {value: option.code})));
      select.value = chosen[place] || "";
      selects.push(on(select, "change", tell));
      places.push(el("div", {class: "field"}, el("label", {for: id}, word("page.place", {number: place + 1})), select));
    }
    const declining = drawDeclining(question, key, () => { for (const select of selects) select.value = ""; });
    return [...places, declining];
  };

  // What declines a question that has no other options, as a tile of its own.
  const drawDeclining = (question, key, clear) => {
    const option = question.options.find((each) => each.role === "declined");
    if (option === undefined) return null;
    const isChosen = (givenAt(key).options || []).includes(option.code);
    return choice("checkbox", key + "-declined", option, isChosen, (isOn) => {
      if (isOn) clear();
      answer(key, isOn ? {options: [option.code]} : {});
    });
  };

  const drawNumber = (question, key) => {
    const input = el("input", {id: key + "-number", class: "short", inputmode: "numeric", autocomplete: "off",
                               "aria-labelledby": "question", "aria-describedby": key + "-bounds"});
    input.value = givenAt(key).typed || "";
    const declining = drawDeclining(question, key, () => { input.value = ""; });
    on(input, "input", () => {
      if (declining !== null) declining.querySelector("input").checked = false;
      answer(key, {typed: input.value});
    });
    const bounds = word("page.bounds", {min: question.min, max: question.max});
    return [el("p", {class: "hint", id: key + "-bounds"}, bounds),
            el("p", {class: "row"}, input, said("span", question.unit)), declining];
  };

  const drawOpen = (question, key) => {
    const input = el("textarea", {id: key + "-text", rows: "5", "aria-labelledby": "question",
                                  "aria-describedby": key + "-names"});
    input.value = givenAt(key).text || "";
    const declining = drawDeclining(question, key, () => { input.value = ""; });
    on(input, "input", () => {
      if (declining !== null) declining.querySelector("input").checked = false;
      answer(key, {text: input.value});
    });
    return [el("p", {class: "note warn", id: key + "-names"}, word("page.no_names", {most: question.max_length})),
            input, declining];
  };

  const drawers = {single: drawSingle, scale: drawSingle, multiple: drawMultiple, ranking: drawRanking,
                   number: drawNumber, open: drawOpen};

  const fieldOf = (question, row) => "field-" + Answers.keyOf(question.id, row);

  // A matrix is a field a row, below one heading; all else is one field.
  const drawFields = (question, heading) => {
    if (question.kind !== "matrix") {
      const draws = drawers[question.kind](question, question.id);
      return [el("fieldset", {class: "field", id: fieldOf(question, "")}, el("legend", {}, heading), draws)];
    }
    const rows = question.rows.map((row) =>
      el("fieldset", {class: "field", id: fieldOf(question, row.code)}, said("legend", row.text),
         drawSingle(question, Answers.keyOf(question.id, row.code))));
    return [heading, ...rows];
  };

  const textOfProblem = (question, problem) =>
    word("page.problem_" + problem, {min: question.min, max: question.max, most: question.max_length});

  const drawQuestion = (question) => {
    const asked = shown().map((each) => each.id);
    const next = () => {
      const problems = Answers.problemsOf(question, state.given).map((each) => {
        return {field: fieldOf(question, each.row), text: textOfProblem(question, each.problem)};
      });
      drawProblems(problems);
      if (problems.length === 0) go(after(question.id));
    };
    const skip = () => {
      for (const row of Answers.rowsOf(question)) delete state.given[Answers.keyOf(question.id, row)];
      go(after(question.id));
    };
    const heading = said("h1", question.text, {id: "question"});
    const form = on(
      el("form", {novalidate: true}, said("p", question.hint, {class: "hint"}),
         question.required ? el("p", {class: "hint"}, word("page.required")) : null, drawFields(question, heading),
         question.unanimity ? el("p", {class: "note"}, word("page.unanimity")) : null,
         el("button", {class: "btn big"}, word("page.next"))),
      "submit", next);
    return [
      el("p", {class: "step"}, word("page.step", {number: asked.indexOf(question.id) + 1, total: asked.length})), form,
      el("p", {class: "row"}, button(word("page.back"), () => go(before(question.id)), "link"),
         question.required ? null : button(word("page.skip"), skip, "link")),
      el("p", {class: "small mute"}, word("page.only_here"))];
  };

  // ---- The last look ----

  const textOf = (question, key) => {
    const given = givenAt(key);
    const state_ = Answers.stateOf(question, state.given[key]);
    if (state_ === "skipped") return el("em", {}, word("page.skipped"));
    if (given.options !== undefined && given.options.length > 0) {
      const texts = given.options.map((code) => question.options.find((each) => each.code === code).text);
      return el("span", {}, texts.map((text, i) => [i > 0 ? "; " : "", said("span", text)]).flat());
    }
    return el("span", {class: "typed"}, given.typed !== undefined ? given.typed : given.text);
  };

  const drawCheck = () => {
    const list = el("dl", {class: "panel"});
    for (const question of shown()) {
      const change = button(word("page.change"), () => go(question.id), "link");
      change.append(el("span", {class: "vh"}, ": " + question.text.text));
      list.append(said("dt", question.text));
      for (const row of Answers.rowsOf(question)) {
        const named = row === "" ? null : question.rows.find((each) => each.code === row).text;
        list.append(el("dd", {}, named === null ? null : [said("span", named, {class: "mute"}), ": "],
                       textOf(question, Answers.keyOf(question.id, row))));
      }
      list.append(el("dd", {}, change));
    }
    const wrong = shown().find((question) => Answers.problemsOf(question, state.given).length > 0);
    const save = wrong === undefined
      ? button(word("page.save"), saveFile, "btn big")
      : el("div", {class: "note warn"}, el("p", {}, word("page.mend_first")),
           button(word("page.mend"), () => go(wrong.id), "btn sec"));
    return [el("h1", {}, word("page.check")), list, el("p", {}, el("span", {class: "tag wait"}, word("page.not_sent"))),
            save, el("p", {}, word("page.for_good")),
            el("p", {class: "row"}, button(word("page.back"), () => go(before(AT.check)), "link"))];
  };

  const saveFile = () => {
    const file = JSON.stringify(Answers.fileOf(data, state.code, state.given), null, 1) + "\n";
    const address = URL.createObjectURL(new Blob([file], {type: "application/json"}));
    const link = el("a", {href: address, download: "opora-answers.json"});
    main.append(link);
    link.click();
    link.remove();
    go(AT.saved);
  };

  // ---- Afterwards ----

  const resultOf = (scale) => {
    const points = Answers.scoreOf(data, scale, state.given);
    if (points === undefined) return null;
    const parts = {label: scale.label.text, points, lowest: scale.lowest, highest: scale.highest};
    if (points === null) return el("p", {}, word("page.no_result", parts));
    return el("p", {}, word("page.result", parts), " ",
              word(scale.direction === "higher_is_worse" ? "page.higher_is_harder" : "page.higher_is_better"));
  };

  const helpLines = () =>
    el("section", {class: "note"}, el("h2", {}, word("page.help")), el("p", {}, word("page.help_anybody")),
       data.help.map((line) => el("p", {}, line)));

  const drawSaved = () => {
    const lines = data.scales.map(resultOf).filter((line) => line !== null);
    const result = lines.length === 0
      ? null
      : el("section", {id: "result"}, el("h2", {}, word("page.only_you")), lines, el("p", {}, word("page.no_verdict")),
           button(word("page.hide_result"), () => document.getElementById("result").remove(), "btn sec"));
    return [
      el("div", {class: "done"}, el("h1", {}, word("page.saved")), el("p", {}, word("page.saved_how"))),
      el("p", {}, word("page.still_here")),
      button(word("page.erase_done"), () => { erase(); state.code = NO_CODE; go(AT.over); }, "btn big"),
      el("p", {class: "row"}, button(word("page.save_again"), saveFile, "link"),
         button(word("page.back"), () => go(AT.check), "link")),
      result, helpLines()];
  };

  const drawOver = () => [
    el("div", {class: "done"}, el("h1", {}, word("page.over")), el("p", {}, word("page.over_how"))), helpLines()];

  // ---- The beginning ----

  // A code that came with the address is taken out of it: it would stay in the browser's history.
  const takeCode = () => {
    let scanned = "";
    try {
      scanned = decodeURIComponent(location.hash.slice(1));
    } catch (malformed) {
      // Such an address holds no code.
    }
    const code = Answers.codeIn(scanned, "");
    if (location.hash !== "" && code.token !== null && code.link !== null) state.code = code;
    try {
      history.replaceState({at: AT.start}, "", location.href.split("#")[0]);
    } catch (refused) {
      location.hash = "";
    }
  };

  window.addEventListener("popstate", (happened) => {
    if (happened.state !== null && state.at !== AT.over && state.at !== happened.state.at) go(happened.state.at, true);
  });
  takeCode();
  draw();
})();
