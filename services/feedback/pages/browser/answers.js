// Answers to a questionnaire, apart from any page: which questions are shown, what is wrong with an answer, which score
// it makes, and the file that is sent. The platform decides all of it anew of whatever it is sent; here it spares
// people a way back. Tests run this by itself.
"use strict";

const Answers = (() => {
  const keyOf = (question, row) => (row ? question + "." + row : question);
  const rowsOf = (question) => (question.kind === "matrix" ? question.rows.map((row) => row.code) : [""]);
  const roleOf = (question, code) => {
    const option = question.options.find((each) => each.code === code);
    return option === undefined ? "" : option.role;
  };

  // What people can't see, and what turns a line, is taken out; line breaks stay.
  const plain = (text) =>
    text
      .normalize("NFC")
      .replace(/\r\n?|[\u2028\u2029]/g, "\n")
      .replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, " ");

  // A whole number as people type one; null if it is none.
  const numberIn = (typed) => {
    const text = typed.replace(/\s/g, "").replace(/[\u2010-\u2015\u2212]/, "-");
    return /^[+-]?[0-9]{1,10}$/.test(text) ? Number(text) : null;
  };

  // Of one question, or of one row of a matrix: "answered", "declined" or "skipped".
  const stateOf = (question, given) => {
    if (given === undefined) return "skipped";
    if (given.options !== undefined && given.options.length > 0)
      return given.options.some((code) => roleOf(question, code) === "declined") ? "declined" : "answered";
    if (given.typed !== undefined && given.typed.trim() !== "") return "answered";
    if (given.text !== undefined && plain(given.text).trim() !== "") return "answered";
    return "skipped";
  };

  // Of an answer that was not given, declined, or not asked for, everything but "answered" is false.
  const holds = (test, data, given, shown) => {
    const question = data.questions.find((each) => each.id === test.question);
    const answer = shown.has(test.question) ? given[keyOf(test.question, test.row)] : undefined;
    const isAnswered = question !== undefined && stateOf(question, answer) === "answered";
    if (test.relation === "answered") return isAnswered;
    if (test.relation === "not_answered") return !isAnswered;
    if (!isAnswered) return false;
    const includes = (answer.options || []).includes(test.code);
    return test.relation === "is_not" ? !includes : includes;
  };

  // The ids of the questions that are shown after these answers, in their order.
  const shownOf = (data, given) => {
    const shown = new Set();
    for (const question of data.questions) {
      const tests = question.shown_if.tests;
      const isTrue = (test) => holds(test, data, given, shown);
      const isShown = question.shown_if.join === "any" ? tests.some(isTrue) : tests.every(isTrue);
      if (tests.length === 0 || isShown) shown.add(question.id);
    }
    return shown;
  };

  const problemOfOptions = (question, codes) => {
    const isLonely = (code) => ["declined", "exclusive"].includes(roleOf(question, code));
    if (codes.some(isLonely)) return codes.length > 1 ? "alone" : "";
    if (new Set(codes).size < codes.length) return "twice";
    if (question.kind !== "multiple" && question.kind !== "ranking") return "";
    if (codes.length < question.min) return "too_few";
    return codes.length > question.max ? "too_many" : "";
  };

  // What is wrong with what was given; "" if nothing is.
  const problemOf = (question, given) => {
    const state = stateOf(question, given);
    if (state === "skipped") return question.required ? "required" : "";
    if (given.options !== undefined && given.options.length > 0) return problemOfOptions(question, given.options);
    if (question.kind === "number") {
      const number = numberIn(given.typed);
      if (number === null) return "not_a_number";
      return number < question.min || number > question.max ? "out_of_range" : "";
    }
    if (question.kind === "open" && [...plain(given.text).trim()].length > question.max_length) return "too_long";
    return "";
  };

  // All that is wrong with a question that is shown, by row.
  const problemsOf = (question, given) =>
    rowsOf(question)
      .map((row) => ({row, problem: problemOf(question, given[keyOf(question.id, row)])}))
      .filter((each) => each.problem !== "");

  const entryOf = (question, row, given) => {
    const entry = {question: question.id};
    if (row) entry.row = row;
    if (given.options !== undefined && given.options.length > 0) entry.options = given.options;
    else if (question.kind === "number") entry.number = numberIn(given.typed);
    else entry.text = plain(given.text).trim();
    return entry;
  };

  // What `opora answer` takes. It holds nothing of the language that was read, nor of the time.
  const fileOf = (data, code, given) => {
    const shown = shownOf(data, given);
    const answers = [];
    for (const question of data.questions) {
      if (!shown.has(question.id)) continue;
      for (const row of rowsOf(question)) {
        const each = given[keyOf(question.id, row)];
        if (stateOf(question, each) !== "skipped") answers.push(entryOf(question, row, each));
      }
    }
    return {
      schema: "opora-answers/1",
      wave: code.wave || data.wave,
      token: code.token,
      link_code: code.link,
      questionnaire: data.questionnaire,
      version: data.version,
      answers,
    };
  };

  // a / b to the nearest whole number, halves away from zero; b > 0.
  const nearest = (a, b) => {
    const whole = Math.trunc(a / b);
    if (2 * Math.abs(a - whole * b) < b) return whole;
    return a < 0 ? whole - 1 : whole + 1;
  };

  const unitsOf = (scale, sum, count) => {
    if (scale.method === "mean") return nearest(scale.units_per_point * sum, count);
    if (scale.method === "sum") return nearest(scale.units_per_point * sum * scale.factor, scale.divisor);
    return scale.table[String(sum)];
  };

  // Where each item of a scale is asked, and by which question.
  const itemsOf = (data, scale) => {
    const places = [];
    for (const question of data.questions)
      for (const place of question.kind === "matrix" ? question.rows : [question])
        if (place.item && place.item.scale === scale.id)
          places.push({question, key: keyOf(question.id, question.kind === "matrix" ? place.code : ""),
                       item: place.item.code});
    return places;
  };

  // The score in whole points; null where too few are answered; undefined where the scale was not asked at all.
  const scoreOf = (data, scale, given) => {
    const shown = shownOf(data, given);
    let sum = 0, count = 0, isAsked = false;
    for (const place of itemsOf(data, scale)) {
      if (!shown.has(place.question.id)) continue;
      isAsked = true;
      const answer = given[place.key];
      if (stateOf(place.question, answer) !== "answered") continue;
      sum += scale.items[place.item][answer.options[0]];
      count += 1;
    }
    if (!isAsked) return undefined;
    return count < scale.min_answered ? null : nearest(unitsOf(scale, sum, count), scale.units_per_point);
  };

  const ALPHABET = "23456789ACEFHKMNPRTVWXY";
  const LOOKS = {
    B: "8", G: "6", S: "5", U: "V", Z: "2", А: "A", В: "8", Е: "E", З: "3", К: "K", М: "M", Н: "H", Р: "P", С: "C",
    Т: "T", У: "Y", Ү: "Y", Х: "X",
  };

  // A code of so many characters as it is printed, of what somebody typed; null if it is none.
  const typedCode = (text, count) => {
    let characters = "", sum = 0;
    for (const typed of text.normalize("NFD").toUpperCase()) {
      if (/[\u0300-\u036f]/.test(typed) || /[^0-9A-Z\u00c0-\u1fff]/.test(typed)) continue;
      const meant = ALPHABET.includes(typed) ? typed : LOOKS[typed];
      if (meant === undefined) return null;
      characters += meant;
      sum = (5 * sum + ALPHABET.indexOf(meant)) % ALPHABET.length;
    }
    if (characters.length !== count || sum !== 0) return null;
    return characters.replace(/(.{5})(?=.)/g, "$1-");
  };

  const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

  // What a sheet's QR code holds, or its typed codes: {wave, token, link}. Of a code that is none, null; of a link code
  // that was left out, "".
  const codeIn = (typed, typedLink) => {
    const scanned = typed.slice(typed.indexOf("#") + 1).trim().split(".");
    const isScanned = scanned.length === 3 && UUID.test(scanned[0]);
    const link = isScanned ? scanned[2] : typedLink;
    return {
      wave: isScanned ? scanned[0] : "",
      token: typedCode(isScanned ? scanned[1] : typed, 19),
      link: link.trim() === "" ? "" : typedCode(link, 10),
    };
  };

  return {keyOf, rowsOf, roleOf, stateOf, shownOf, problemsOf, fileOf, scoreOf, codeIn, numberIn};
})();
