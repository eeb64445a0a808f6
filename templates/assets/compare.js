// Puts any two reports of a body side by side: fills the page's own skeleton with what their JSON says.
"use strict";
(function () {
  const place = document.getElementById("any-pair");
  const form = place.querySelector("form");
  const status = place.querySelector(".status");
  const target = place.querySelector(".compared");
  const skeleton = place.querySelector("template");
  const wait = {};
  // Browsers without whole numbers of any size (Safari 13) are told so at the end.
  const [ZERO, TWO, TEN, THOUSANDS, FEW] = window.BigInt ? [0, 2, 10, 2000, 1e10].map((number) => BigInt(number)) : [];
  const WORDS = { none: "报告中没有这一项", na: "不适用", partly: "部分未填报", blank: "未填报" };

  // Numbers become texts before they are parsed: money has more digits than a float.
  function exact(text) {
    const tokens = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?/g;
    return JSON.parse(text.replace(tokens, (token) => (token[0] === '"' ? token : '"' + token + '"')));
  }

  function load(address) {
    wait[address] = wait[address] || fetch(address).then((answer) => {
      if (!answer.ok) throw new Error(String(answer.status));
      return answer.text().then(exact);
    });
    wait[address].catch(() => delete wait[address]);
    return wait[address];
  }

  // The cells at "table.row.column"; of a row with rows below it, all of those.
  function cells(report, address) {
    const steps = address.split(".");
    const column = steps.pop();
    const node = steps.reduce((node, step) => (node ? node[step] : undefined), report.tables);
    return leaves(node, column, steps.join("."), report);
  }

  function leaves(node, column, path, report) {
    if (node === null || typeof node !== "object") return [];
    const found = node[column];
    if (found === null || typeof found === "string") {
      const address = path + "." + column;
      return [{ value: found, unit: (report.units || {})[address] || "", note: (report.notes || {})[address] || "" }];
    }
    return Object.keys(node).flatMap((key) => leaves(node[key], column, path + "." + key, report));
  }

  const isNumber = (cell) => Boolean(cell && cell.value && /^-?\d/.test(cell.value));

  function total(report, addresses) {
    const found = addresses.split(" ").flatMap((address) => cells(report, address));
    if (found.length < 2) return found[0];
    if (found.every((cell) => cell.value === "/")) return found[0];
    const numbers = found.filter(isNumber);
    if (found.some((cell) => cell.value === null)) return { value: null, unit: "", note: "", partly: numbers.length > 0 };
    return { value: written(numbers.map((cell) => scaled(cell.value)).reduce((sum, one) => sum + one, ZERO)), unit: "", note: "" };
  }

  // Amounts as whole numbers of billionths, and back as people write them.
  function scaled(text) {
    const [, sign, whole, fraction] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
    return BigInt(sign + whole + (fraction || "").padEnd(9, "0"));
  }

  function written(number, places) {
    const text = String(number < ZERO ? -number : number).padStart(10, "0");
    const fraction = text.slice(-9).slice(0, places || 0);
    return (number < ZERO ? "-" : "") + text.slice(0, -9) + (fraction ? "." + fraction : "");
  }

  const places = (text) => (text.split(".")[1] || "").length;

  function percent(part, whole) {
    if (whole < FEW) return "";
    const tenths = (THOUSANDS * part + whole) / (TWO * whole);
    return part && !tenths ? "不足0.1%" : tenths / TEN + "." + (tenths % TEN) + "%";
  }

  function add(parent, name, text, kind) {
    const child = document.createElement(name);
    child.textContent = text;
    if (kind) child.className = kind;
    parent.append(child);
  }

  // A long amount may break before its decimal point.
  function amount(td, text) {
    const [whole, fraction] = text.split(".");
    td.append(whole);
    if (fraction) td.append(document.createElement("wbr"), "." + fraction);
  }

  function show(td, cell, share) {
    if (isNumber(cell)) {
      td.className = scaled(cell.value) === ZERO ? "figure zero" : "figure";
      amount(td, cell.value);
      if (cell.unit) add(td, "span", cell.unit, "unit");
      if (cell.note) add(td, "small", cell.note, "note");
      if (share) add(td, "small", share);
    } else {
      const state = !cell ? "none" : cell.value === "/" ? "na" : cell.partly ? "partly" : "blank";
      td.className = state;
      add(td, "span", WORDS[state], state === "partly" ? "partly" : "unseen");
    }
  }

  function showChange(td, before, after) {
    td.className = "figure";
    if (!isNumber(before) || !isNumber(after) || before.unit !== after.unit) return add(td, "span", "不能比较", "unseen");
    const from = scaled(before.value);
    const change = scaled(after.value) - from;
    if (!change) return td.append("0");
    const size = change < ZERO ? -change : change;
    const sign = change < ZERO ? "−" : "+";
    amount(td, sign + written(size, Math.max(places(before.value), places(after.value))));
    const share = percent(size, from);
    if (share) add(td, "small", sign + share);
  }

  function share(report, addresses, cell) {
    const whole = addresses && total(report, addresses);
    return isNumber(cell) && isNumber(whole) && scaled(cell.value) ? percent(scaled(cell.value), scaled(whole.value)) : "";
  }

  const nothing = (cell) => isNumber(cell) && scaled(cell.value) === ZERO && !cell.note;

  function fillRow(row, earlier, later, folded) {
    const at = row.dataset;
    const before = total(earlier, at.earlier || at.at);
    const after = total(later, at.at);
    if ((!before && !after) || (folded && nothing(before) && nothing(after))) return row.remove();
    const [first, second, third] = row.querySelectorAll("td");
    show(first, before, share(earlier, at.earlierOf || at.of, before));
    show(second, after, share(later, at.of, after));
    showChange(third, before, after);
  }

  const level = (row) => Number(row.firstElementChild.className.replace("level-", ""));

  const leads = (row) => row.nextElementSibling && level(row.nextElementSibling) > level(row);

  // Headings without rows go.
  function tidy(block) {
    for (const row of [...block.querySelectorAll("tr.group")].reverse()) if (!leads(row)) row.remove();
  }

  function fill(earlier, later) {
    const page = document.importNode(skeleton.content, true);
    const forms = earlier.format + "+" + later.format;
    for (const one of page.querySelectorAll("[data-forms]")) if (!one.dataset.forms.split(" ").includes(forms)) one.remove();
    for (const block of page.querySelectorAll(".block")) {
      const folded = block.localName === "details";
      for (const row of block.querySelectorAll("tr[data-at]")) fillRow(row, earlier, later, folded);
      tidy(block);
      const heads = block.querySelectorAll("thead th");
      heads[1].textContent = earlier.year + "年";
      heads[2].textContent = later.year + "年";
      if (!folded) continue;
      if (block.querySelector("tbody tr")) add(block, "p", "没有列出的各行，两年都是0。", "whole");
      else {
        add(block.parentNode, "p", block.firstElementChild.textContent + "：各行两年都是0。", "whole");
        block.remove();
      }
    }
    target.textContent = "";
    target.append(page);
    status.textContent = earlier.body + "：" + earlier.year + "年与" + later.year + "年。";
  }

  function chosen() {
    const [first, second] = [form.elements.earlier, form.elements.later].map((select) => select.selectedOptions[0]);
    return Number(first.textContent) <= Number(second.textContent) ? [first, second] : [second, first];
  }

  function run() {
    const pair = chosen();
    if (pair[0].textContent === pair[1].textContent) {
      status.textContent = "请选两个不同的年度。";
      target.textContent = "";
      return undefined;
    }
    const years = "#" + pair.map((option) => option.textContent).join("-");
    choose(years);
    history.replaceState(null, "", years);
    status.textContent = "正在读取……";
    return Promise.all(pair.map((option) => load(option.value))).then((reports) => fill(...reports)).catch(() => {
      target.textContent = "";
      status.textContent = "读取报告的数据失败，请稍后再试，或看上面相邻两年的对照。";
    });
  }

  function choose(text) {
    const years = /^#(\d{4})-(\d{4})$/.exec(text);
    if (!years) return false;
    [form.elements.earlier, form.elements.later].forEach((select, number) => {
      const option = [...select.options].find((one) => one.textContent === years[number + 1]);
      if (option) option.selected = true;
    });
    return true;
  }

  place.hidden = false;
  if (!window.BigInt) {
    form.hidden = true;
    status.textContent = "这个浏览器太旧，不能对照任意两年。相邻两年的对照见上面的链接。";
    return;
  }
  if (location.protocol === "file:") {
    form.hidden = true;
    status.textContent = "这一页是从文件夹打开的，浏览器不让它读取报告的数据；放到网站上就能对照任意两年。相邻两年的对照见上面的链接。";
    return;
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    run();
  });
  addEventListener("hashchange", () => choose(location.hash) && run());
  if (choose(location.hash)) run();
})();
