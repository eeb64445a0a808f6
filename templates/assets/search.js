/* Exact substring search over the index beside it: every page that contains the query,
   and no other. What reads the index touches neither document nor network, so that it also runs in the tests. */
"use strict";

const BLOCK = 1024, EACH = 8;
const SHOWN = 20;
const AROUND = 48;

const RADICALS = "⺃⺅⺇⺉⺋⺍⺎⺏⺒⺓⺔⺖⺗⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺦⺧⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺶⺷⺸⺹⺺⺻⺼⺽⺾⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳";
const CHARACTERS = "乚亻几刂㔾小兀尣巳幺彑忄心扌攵旡日月歺母民氵水灬爫丬牛犭王疋目示礻竹糸纟网罒羊羊羊老肀聿肉臼艹虎衤覀西见角角讠贝足车辶辶辶邑钅長镸长门阜阝雨青韦页风飞食食飠饣首马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟";

/* The character that a radical or compatibility form looks like. */
function ordinary(character) {
  const at = RADICALS.indexOf(character);
  const meant = at < 0 ? character.normalize("NFKC") : CHARACTERS[at];
  return meant.length === 1 ? meant : character;
}

/* The same folding as the index was made with. */
function fold(text) {
  return text
    .replace(/[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]|\udb40[\udc00-\udc7f]/g, "")
    .replace(/[\t\n\v\f\r \u00a0\u3000]+/g, " ")
    .replace(/^ | $/g, "")
    .replace(/[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/[\u2e80-\u2ef3\u2f00-\u2fd5\uf900-\ufaff]/g, ordinary)
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

  unit() {
    return String.fromCharCode(this.bytes[this.at++] | this.bytes[this.at++] << 8);
  }

  label() {
    return Array.from({ length: this.number() }, () => this.unit()).join("");
  }

  documents() {
    const head = this.number();
    if (head & 1) return bits(this.number(), this.take(this.number()));
    const found = [];
    for (let left = head >> 1, last = 0; left > 0; left--) found.push(last += this.number());
    return found;
  }
}

function bits(first, bytes) {
  const found = [];
  bytes.forEach((byte, place) => {
    for (let bit = 0; bit < 8; bit++) if (byte >> bit & 1) found.push(first + place * 8 + bit);
  });
  return found;
}

/* Where each document begins, and the frequent strings in order. */
function readHead(bytes) {
  const reader = new Reader(bytes);
  const starts = [];
  for (let left = reader.number(), start = 0; left > 0; left--) {
    starts.push(start);
    start += reader.number() * BLOCK;
  }
  const frequent = new Set();
  for (let last = ""; !reader.done; frequent.add(last)) last = last.slice(0, reader.number()) + reader.label();
  return { starts, frequent };
}

/* The query in pieces that cover it: a character, the longest frequent string after it, and the character after that;
   the last piece ends with the query and stands for all that go on from there. */
function piecesOf(query, frequent) {
  function piece(at) {
    let end = at + 2;
    while (end < query.length && frequent.has(query.slice(at + 1, end + 1))) end++;
    return { at, stem: query[at + 1] + query[at] + query.slice(at + 2, end), after: query[end] || "", end };
  }
  const pieces = [piece(0)];
  for (let last = pieces[0]; last.after; pieces.push(last)) {
    const { at, end } = last;
    for (let next = at + 1; next <= Math.min(end + 1, query.length - 2); next++) {
      const other = piece(next);
      if (other.end > last.end) last = other;
    }
  }
  return pieces;
}

/* The places of a piece, ascending. */
async function placesOf({ at, stem, after }, about, read) {
  const shard = stem.charCodeAt(0) >> about.shift;
  if (!about.shards.includes(shard)) return [];
  const firsts = [];
  const reader = new Reader(await read(`${shard}.bin`));
  while (!reader.done) firsts.push([reader.label(), reader.unit()]);
  let before = firsts.length - 1;
  while (before >= 0 && !(firsts[before][0] < stem || firsts[before][0] === stem && firsts[before][1] <= after)) before--;
  let past = Math.max(before, 0) + 1;
  while (!after && past < firsts.length && firsts[past][0].startsWith(stem)) past++;
  const pages = firsts.map((_, page) => page).slice(Math.max(before, 0), past);
  const bodies = await Promise.all(pages.map((page) => read(`${shard}-${page}.bin`)));
  const fits = after ? (name, unit) => name === stem && unit === after : (name) => name.startsWith(stem);
  return bodies.flatMap((body) => listsIn(body, fits)).map((place) => place - at).sort((one, other) => one - other);
}

function listsIn(body, fits) {
  const reader = new Reader(body);
  const found = [];
  for (let stem = ""; !reader.done;) {
    const unit = reader.unit();
    if (unit === "\0") {
      stem = reader.label();
      continue;
    }
    const list = reader.take(reader.number());
    if (!fits(stem, unit)) continue;
    const places = new Reader(list);
    for (let last = 0; !places.done;) found.push(last += places.number());
  }
  return found;
}

/* The documents that these ascending places lie in. */
function documentsAt(places, starts) {
  const found = new Set();
  let document = 0;
  for (const place of places) {
    while (document + 1 < starts.length && starts[document + 1] <= place) document++;
    found.add(document);
  }
  return [...found];
}

/* The documents that hold the query in a text of their own. */
async function inTexts(query, about, { starts, frequent }, read, readText) {
  if (frequent.has(query)) return whereFrequent(query, about, frequent, read);
  // What is said everywhere has long frequent strings: the others first, as they leave fewer places.
  const pieces = piecesOf(query, frequent).sort((one, other) => one.stem.length - other.stem.length);
  let places = null;
  while (pieces.length) {
    for (const found of await Promise.all(pieces.splice(0, 2).map((piece) => placesOf(piece, about, read)))) {
      const here = new Set(found);
      places = places ? places.filter((place) => here.has(place)) : found;
    }
    const documents = documentsAt(places, starts);
    if (!pieces.length) return documents;
    if (documents.length <= SHOWN) {
      const held = await Promise.all(documents.map(async (number) => holds(await readText(number), query)));
      return documents.filter((_, place) => held[place]);
    }
  }
}

async function whereFrequent(query, about, frequent, read) {
  const shard = query.charCodeAt(0) >> about.shift;
  const place = [...frequent].filter((name) => name.charCodeAt(0) >> about.shift === shard).indexOf(query);
  const size = about.documents + 7 >> 3;
  const start = place % EACH * size;
  return bits(0, (await read(`${shard}-f${Math.floor(place / EACH)}.bin`)).subarray(start, start + size));
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
  const [head, common] = await Promise.all([read("head.bin"), read("common.bin")]);
  const own = await inTexts(query, about, readHead(head), read, readText);
  const found = new Set([...own, ...inCommon(query, common)]);
  const standing = (number) => number < about.standing;
  return [...found].sort((one, other) => standing(other) - standing(one) || (standing(one) ? one - other : other - one));
}

/* What is found: the pages that hold the query as it is; where none does, and it has several words, those that hold each
   of them, in any order. Years and names of bodies among the words narrow the pages; `texts` are looked for. */
async function answer(query, about, read, readText, readDescribed) {
  const exact = await search(query, about, read, readText);
  const words = query.split(" ");
  if (exact.length || words.length < 2) return { numbers: exact, texts: [query], bodies: [], years: [] };
  const described = await readDescribed();
  const years = [], bodies = [], texts = [];
  for (const word of words) {
    const year = Number((/^(\d{4})年?$/.exec(word) || [])[1]);
    const named = described.bodies.filter((name) => fold(name).includes(word));
    if (described.year.includes(year)) years.push(year);
    else if (word.length > 1 && named.length) bodies.push(...named);
    else if ([...word].length > 1) texts.push(word);
  }
  const all = described.year.map((_, number) => number).reverse();
  let numbers = texts.length ? await search(texts[0], about, read, readText) : all;
  for (const text of texts.slice(1)) {
    const here = new Set(await search(text, about, read, readText));
    numbers = numbers.filter((number) => here.has(number));
  }
  const fits = (number) => (!years.length || years.includes(described.year[number]))
    && (!bodies.length || bodies.includes(described.bodies[described.body[number]]));
  return { numbers: numbers.filter(fits), texts, bodies, years };
}

/* Where a document holds a text: each passage with its chapter; one that heads a row leads to that row, with its figure. */
function matches(document, query) {
  return document.chapters.flatMap(([name, heading, passages]) =>
    passages.flatMap(([texts, context, row, figure]) =>
      texts.filter((text) => fold(text).includes(query)).map((text) => ({ name: row || name, heading, text, context, figure }))));
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

function hit(page, texts) {
  const title = page.year ? `${page.body}　${page.year}年` : page.title;
  const found = texts.map((text) => matches(page, text).sort((one, other) => Boolean(other.figure) - Boolean(one.figure)));
  const first = found[0] && found[0][0];
  const where = first ? [first.heading, first.context].filter(Boolean).join("，") : "";
  const others = found.reduce((count, each) => count + each.length, 0) - found.length;
  const link = element("a", { href: page.href + (first && first.name ? `#${encodeURIComponent(first.name)}` : "") }, title);
  const rest = others > 0 ? `；另有 ${others} 处` : "";
  return element("li", {},
    element("h2", {}, link),
    element("p", { className: "where" }, (where || page.title) + rest),
    ...found.map(([one], place) => element("p", {}, ...marked(one, texts[place]))));
}

function marked({ text, figure }, query) {
  const pieces = excerpt(text, query).map((piece, place) => (place % 2 ? element("mark", {}, piece) : piece));
  return figure ? [...pieces, "　", element("strong", {}, figure)] : pieces;
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
    described: (digest) => once("documents.json", digest, (response) => response.json()),
    text: (number, digest) => once(`text/${number}.json`, digest, (response) => response.json()),
  };
}

/* Ways on where nothing was found: each word by itself, and what is said of bodies and rows elsewhere. */
function suggest(parts, hits) {
  if (parts.length < 2) return;
  const links = parts.flatMap((part) => ["　", element("a", { href: `?q=${encodeURIComponent(part)}` }, part)]);
  hits.append(element("li", {}, element("p", {}, "可以分开查：", ...links)));
}

const words = (query) => query.split(" ").filter((word) => [...word].length > 1);

async function show(asked, query, found) {
  const count = document.getElementById("count");
  const hits = document.getElementById("hits");
  const more = document.getElementById("more");
  count.textContent = "正在检索……";
  const files = reader(found.dataset.index);
  const about = await files.about();
  const readText = (number) => files.text(number, about.digest);
  const read = (path) => files.bytes(path, about.digest);
  const { numbers, texts, bodies, years } = await answer(query, about, read, readText, () => files.described(about.digest));
  const narrowed = [...new Set(bodies), ...years.map((year) => `${year}年`)].join("、");
  const sought = texts.length && texts[0] !== query ? texts.map((text) => `“${text}”`).join("和") : `“${asked}”`;
  const what = texts.length ? `${narrowed ? `（限${narrowed}）` : ""}含有${sought}` : `是${narrowed}的报告`;
  count.textContent = numbers.length ? `${numbers.length} 个页面${what}` : `没有页面${what}`;
  if (!numbers.length) suggest(words(query), hits);
  async function showMore() {
    const next = numbers.slice(hits.children.length, hits.children.length + SHOWN);
    const made = (await Promise.all(next.map(readText))).map((page) => hit(page, texts));
    hits.append(...made);
    more.hidden = hits.children.length >= numbers.length;
    return made[0];
  }
  more.addEventListener("click", async () => (await showMore()).querySelector("a").focus());
  await showMore();
}

async function start() {
  const asked = new URLSearchParams(location.search).get("q") || "";
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
