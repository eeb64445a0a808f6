/* Exact substring search over the index that disclosure/render/grams.py writes: every page that contains the query,
   and no other. What reads the index touches neither document nor network, so that it also runs in the tests. */
"use strict";

const LEAF = 0, INNER = 1, PAGED = 3;
const SHOWN = 20;
const AROUND = 48;

/* The same folding as fold() of disclosure/render/passages.py. */
function fold(text) {
  return text
    .replace(/[\t\n\v\f\r \u00a0\u3000]+/g, " ")
    .replace(/^ | $/g, "")
    .replace(/[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/[A-Z]/g, (capital) => capital.toLowerCase());
}

class Reader {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }

  get done() {
    return this.at >= this.bytes.length;
  }

  number() {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.bytes[this.at++];
      value |= (byte & 127) << shift;
      if (byte < 128) return value;
    }
  }

  take(size) {
    this.at += size;
    return this.bytes.subarray(this.at - size, this.at);
  }

  text(size) {
    return new TextDecoder().decode(this.take(size));
  }

  documents() {
    const head = this.number();
    const found = [];
    if (head & 1) {
      const first = this.number();
      this.take(this.number()).forEach((byte, place) => {
        for (let bit = 0; bit < 8; bit++) if (byte >> bit & 1) found.push(first + place * 8 + bit);
      });
      return found;
    }
    for (let left = head >> 1, last = 0; left > 0; left--) found.push(last += this.number());
    return found;
  }

  node() {
    const head = this.number();
    const node = { kind: head & 3, label: this.text(head >> 2), documents: this.documents(), pages: [], below: null };
    if (node.kind === PAGED) {
      for (let left = this.number(); left > 0; left--) node.pages.push([this.number(), this.number()]);
    } else if (node.kind !== LEAF) {
      node.below = this.take(this.number());
    }
    return node;
  }
}

function nodes(bytes) {
  const reader = new Reader(bytes);
  const found = [];
  while (!reader.done) found.push(reader.node());
  return found;
}

function everyDocument(node) {
  if (node.kind !== INNER) return node.documents;
  return node.documents.concat(...nodes(node.below).map(everyDocument));
}

/* What lies below a node on the way to `rest`: the last page that begins no later than `rest` does. */
function below(node, rest, page) {
  if (node.kind !== PAGED) return node.below;
  const [number] = node.pages.findLast(([, first]) => first <= rest.codePointAt(0)) ?? [];
  return number ? page(number) : new Uint8Array();
}

/* The documents of the tree that hold the query: `sure`, and those whose text must be looked at. */
async function inTree(query, about, read) {
  const [first, second] = query;
  const shard = (first.codePointAt(0) * 40503 + second.codePointAt(0) * 30011) % about.shards;
  let rest = query;
  let bytes = await read(`${shard}.bin`);
  for (;;) {
    const node = nodes(bytes).find(({ label }) => label.startsWith(rest) || rest.startsWith(label));
    if (!node) return { sure: [], unsure: [] };
    if (node.label.length >= rest.length) return { sure: everyDocument(node), unsure: [] };
    if (node.kind === LEAF) return { sure: [], unsure: node.documents };
    rest = rest.slice(node.label.length);
    bytes = await below(node, rest, (number) => read(`${shard}-${number}.bin`));
  }
}

/* The documents that hold the query in a text which many share. */
function inCommon(query, bytes) {
  const reader = new Reader(bytes);
  const found = [];
  while (!reader.done) {
    const documents = reader.documents();
    if (reader.text(reader.number()).split("\n").some((text) => text.includes(query))) found.push(documents);
  }
  return found.flat();
}

function holds(document, query) {
  return document.chapters.some(([, , passages]) => passages.some(([texts]) => texts.some((text) => fold(text).includes(query))));
}

/* The numbers of all documents that hold a folded query, in the order of showing: standing pages, then newest first. */
async function search(query, about, read, readText) {
  const [tree, common] = await Promise.all([inTree(query, about, read), read("common.bin")]);
  const found = new Set([...tree.sure, ...inCommon(query, common)]);
  const unsure = tree.unsure.filter((number) => !found.has(number));
  const held = await Promise.all(unsure.map(async (number) => holds(await readText(number), query)));
  unsure.filter((_, place) => held[place]).forEach((number) => found.add(number));
  const standing = (number) => number < about.standing;
  return [...found].sort((one, other) => standing(other) - standing(one) || (standing(one) ? one - other : other - one));
}

/* Where a document holds the query: each passage with its chapter. */
function matches(document, query) {
  return document.chapters.flatMap(([name, heading, passages]) =>
    passages.flatMap(([texts, context]) =>
      texts.filter((text) => fold(text).includes(query)).map((text) => ({ name, heading, text, context }))));
}

/* A text cut around its first match, in pieces of which every second is a match. */
function excerpt(text, query) {
  const folded = fold(text);
  const middle = folded.indexOf(query);
  const start = middle > AROUND ? middle - AROUND : 0;
  const end = Math.min(text.length, middle + query.length + AROUND * 2);
  const pieces = [];
  let done = start;
  for (let at = middle; at >= 0 && at + query.length <= end; at = folded.indexOf(query, done)) {
    pieces.push(text.slice(done, at), text.slice(at, at + query.length));
    done = at + query.length;
  }
  pieces.push(text.slice(done, end) + (end < text.length ? "…" : ""));
  pieces[0] = (start > 0 ? "…" : "") + pieces[0];
  return pieces;
}

function element(tag, properties, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

function hit(page, query) {
  const [first, ...others] = matches(page, query);
  const title = page.year ? `${page.body}　${page.year}年` : page.title;
  const where = [first.heading, first.context].filter(Boolean).join("，");
  const link = element("a", { href: page.href + (first.name && `#${encodeURIComponent(first.name)}`) }, title);
  const marked = excerpt(first.text, query).map((piece, place) => (place % 2 ? element("mark", {}, piece) : piece));
  const rest = others.length ? `；另有 ${others.length} 处` : "";
  return element("li", {},
    element("h2", {}, link),
    element("p", { className: "where" }, (where || page.title) + rest),
    element("p", {}, ...marked));
}

/* Reads files of the index, each once; `digest` in the address keeps caches from mixing two states of it. */
function reader(folder) {
  const seen = new Map();
  async function get(path, options) {
    const response = await fetch(folder + path, options);
    if (!response.ok) throw new Error(`${response.status} ${path}`);
    return response;
  }
  function once(path, digest, decode) {
    if (!seen.has(path)) seen.set(path, get(`${path}?${digest}`).then(decode));
    return seen.get(path);
  }
  return {
    about: async () => (await get("index.json", { cache: "no-cache" })).json(),
    bytes: (path, digest) => once(path, digest, async (response) => new Uint8Array(await response.arrayBuffer())),
    text: (number, digest) => once(`text/${number}.json`, digest, (response) => response.json()),
  };
}

async function show(asked, query, found) {
  const count = document.getElementById("count");
  const hits = document.getElementById("hits");
  const more = document.getElementById("more");
  count.textContent = "正在检索……";
  const files = reader(found.dataset.index);
  const about = await files.about();
  const readText = (number) => files.text(number, about.digest);
  const numbers = await search(query, about, (path) => files.bytes(path, about.digest), readText);
  count.textContent = numbers.length ? `${numbers.length} 个页面含有“${asked}”` : `没有页面含有“${asked}”`;
  async function showMore() {
    const next = numbers.slice(hits.children.length, hits.children.length + SHOWN);
    const made = (await Promise.all(next.map(readText))).map((page) => hit(page, query));
    hits.append(...made);
    more.hidden = hits.children.length >= numbers.length;
    return made[0];
  }
  more.addEventListener("click", async () => (await showMore()).querySelector("a").focus());
  await showMore();
}

async function start() {
  const asked = new URLSearchParams(location.search).get("q") ?? "";
  const query = fold(asked);
  const count = document.getElementById("count");
  document.getElementById("q").value = asked;
  if (!query) return;
  if (location.protocol === "file:") {
    count.textContent = "这是从本机文件夹打开的网页，浏览器不允许它读取检索索引；可在下面的全部报告中按机构和年度查找。";
  } else if ([...query].length < 2) {
    count.textContent = "请输入两个以上的字。";
  } else {
    document.title = `${asked} — ${document.title}`;
    await show(asked, query, document.getElementById("found")).catch((error) => {
      count.textContent = `检索没有完成（${error.message}）；可在下面的全部报告中按机构和年度查找。`;
    });
  }
}

if (typeof document === "object") start();
