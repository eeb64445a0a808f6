/* Exact substring search over the index beside it: every page that contains the query, and no other.
   What reads the index touches neither document nor network, so that it also runs in the tests. */
"use strict";

const SHOWN = 20, STEP = 5, AROUND = 48;

const RADICALS = "⺃⺅⺇⺉⺋⺍⺎⺏⺒⺓⺔⺖⺗⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺦⺧⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺶⺷⺸⺹⺺⺻⺼⺽⺾⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳";
const CHARACTERS = "乚亻几刂㔾小兀尣巳幺彑忄心扌攵旡日月歺母民氵水灬爫丬牛犭王疋目示礻竹糸纟网罒羊羊羊老肀聿肉臼艹虎衤覀西见角角讠贝足车辶辶辶邑钅長镸长门阜阝雨青韦页风飞食食飠饣首马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟";

/* The character that a radical or compatibility form looks like. */
function ordinary(character) {
  const at = RADICALS.indexOf(character);
  const meant = at < 0 ? character.normalize("NFKC") : CHARACTERS[at];
  return meant.length === 1 ? meant : character;
}

function collapse(text) {
  return text
    .replace(/[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]|\udb40[\udc00-\udc7f]/g, "")
    .replace(/[\t\n\v\f\r \u00a0\u3000]+/g, " ")
    .replace(/^ | $/g, "");
}

/* The same folding as the index was made with. */
function fold(text) {
  return collapse(text)
    .replace(/[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/[〔［[（]/g, "(").replace(/[〕］\]）]/g, ")")
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

  numbers(count) {
    let last = 0;
    return Array.from({ length: count }, () => (last += this.number()));
  }

  take(size) {
    this.at += size;
    return new Reader(this.bytes.subarray(this.at - size, this.at));
  }

  label(before) {
    const head = this.bytes[this.at++];
    let label = before.slice(0, head >> 5);
    for (let left = head & 31; left--;) label += String.fromCharCode(this.bytes[this.at++] | this.bytes[this.at++] << 8);
    return label;
  }

  subset(width) {
    const count = this.number(), size = width + 7 >> 3;
    return count < size ? this.numbers(count) : bits(this.take(size).bytes);
  }
}

function bits(bytes) {
  const found = [];
  bytes.forEach((byte, place) => {
    for (let bit = 0; bit < 8; bit++) if (byte >> bit & 1) found.push(place * 8 + bit);
  });
  return found;
}

/* What `documents.json` says, unfolded: the documents by number, and the stripes. */
function unfold(about) {
  const documents = [];
  const stripes = about.stripes.map(([bodies, shifts, groups]) => {
    const first = documents.length;
    for (const body of bodies) {
      const [name, address, years, others] = about.bodies[body];
      const folder = decodeURIComponent(address) || ".";
      for (const year of years) documents.push({ body, name, folder, year, title: "", href: `${address}${address && "/"}${year}.html` });
      for (const [title, href, year] of others) documents.push({ body, name, folder, year, title, href });
    }
    const own = documents.length - first;
    const shared = groups.map((digits) => bits(digits.match(/../g).map((byte) => parseInt(byte, 16))));
    const holders = (block) => (block < own ? [first + block] : shared[block - own].map((number) => first + number));
    return { width: own + groups.length, shifts, holders };
  });
  return { ...about, documents, stripes };
}

/* The bucket of a string: that of its shortest beginning that is not frequent; of a frequent one its own. */
function bucketOf(string, { bits, frequent }) {
  let size = 2, hash = 0x811c9dc5;
  while (size < string.length && frequent.has(string.slice(0, size))) size++;
  for (let at = 0; at < size; at++) hash = Math.imul(hash ^ string.charCodeAt(at), 0x01000193);
  return Math.imul(hash ^ hash >>> 15, 0x9e3779b1) >>> 32 - bits;
}

/* What a bucket says of the labels that are wanted: `use` gets the stripe, its number, and what the label has there. */
function readBucket(bytes, { stripes, frequent }, wanted, use) {
  const reader = new Reader(bytes);
  stripes.forEach((stripe, number) => {
    const entries = reader.take(reader.number());
    for (let label = ""; !entries.done;) {
      label = entries.label(label);
      const isFrequent = frequent.has(label), count = entries.number();
      const found = isFrequent
        ? Array.from({ length: count }, () => [entries.number(), entries.subset(stripe.width)])
        : entries.numbers(count);
      if (wanted(label)) use(stripe, number, found);
      if (isFrequent) label = "";
    }
  });
}

/* The query in pieces that cover it: a character, the longest frequent string after it, and the character after that; the
   last piece ends with the query and stands for all that go on from there, so it is none that is frequent itself. */
function piecesOf(query, frequent) {
  function piece(at) {
    let end = at + 2;
    while (end < query.length && frequent.has(query.slice(at + 1, end + 1))) end++;
    return { at, end, text: query.slice(at, end + 1), isWhole: end < query.length };
  }
  let tail = query.length - 2;
  while (frequent.has(query.slice(tail))) tail--;
  const pieces = [piece(0)];
  for (let last = pieces[0]; last.isWhole; pieces.push(last)) {
    const { at, end } = last;
    for (let next = at + 1; next <= Math.min(end + 1, tail); next++) {
      const other = piece(next);
      if (other.end > last.end) last = other;
    }
  }
  return pieces;
}

/* All buckets that a folded query is looked for in. */
function bucketsFor(query, layout) {
  const texts = layout.frequent.has(query) ? [query] : piecesOf(query, layout.frequent).map(({ text }) => text);
  return texts.map((text) => bucketOf(text, layout));
}

/* Where a piece stands: for each stripe the places of the query that it begins at `at` in, as one number with the stripe's. */
const STRIPE = 2 ** 32;

async function placesOf(piece, index, read) {
  const { at, text, isWhole } = piece, found = new Set();
  readBucket(await read(bucketOf(text, index)), index,
    (label) => (isWhole ? label === text : label.startsWith(text)),
    (stripe, number, places) => places.forEach((place) => found.add(number * STRIPE + place - at)));
  return found;
}

/* The numbers of all documents that hold a folded query, in one section where one is given by its number. */
async function search(query, index, read, section) {
  const found = new Set();
  const add = (stripe, block, where) => {
    if (!section || section === where) stripe.holders(block).forEach((number) => found.add(number));
  };
  if (index.frequent.has(query)) {
    readBucket(await read(bucketOf(query, index)), index, (label) => label === query,
      (stripe, number, held) => held.forEach(([where, blocks]) => blocks.forEach((block) => add(stripe, block, where))));
    return found;
  }
  const [first, ...rest] = await Promise.all(piecesOf(query, index.frequent).map((piece) => placesOf(piece, index, read)));
  for (const key of [...first].filter((place) => rest.every((places) => places.has(place)))) {
    const stripe = index.stripes[Math.floor(key / STRIPE)];
    let place = key % STRIPE, where = 0;
    while (place >> stripe.shifts[where] >= stripe.width) place -= stripe.width << stripe.shifts[where++];
    add(stripe, place >> stripe.shifts[where], where);
  }
  return found;
}

/* The words of a query: years, names of bodies (also at the beginning or end of a word), and texts. */
function wordsOf(query, documents) {
  const known = new Set(documents.map((page) => page.year));
  const names = [...new Set(documents.map((page) => page.name))];
  const years = [], bodies = [], texts = [];
  function take(word) {
    const named = names.filter((name) => fold(name).includes(word));
    if (word.length > 1 && named.length) return bodies.push(...named);
    for (let size = word.length - 1; size > 2; size--) {
      for (let at = 0; at + size <= word.length; at++) {
        const part = word.slice(at, at + size);
        const meant = names.filter((name) => fold(name).startsWith(part) || fold(name).endsWith(part));
        if (meant.length && meant.length * 2 <= names.length) {
          bodies.push(...meant);
          return [word.slice(0, at), word.slice(at + size)].forEach((rest) => rest && take(rest));
        }
      }
    }
    return [...word].length > 1 && texts.push(word);
  }
  for (const word of query.split(" ")) {
    let text = "";
    for (const part of word.split(/(\d+年?)/)) {
      const year = /^\d{4}年?$/.test(part) && parseInt(part, 10);
      if (!known.has(year)) text += part;
      else {
        years.push(year);
        if (text) take(text);
        text = "";
      }
    }
    if (text) take(text);
  }
  return { years, bodies, texts };
}

/* What is found: the pages that hold the query as it is; where none does, those that hold each of its words, in any order,
   narrowed by the years and bodies among them. `wanted` narrows too, by `year`, `body` (its folder) and `section`. */
async function answer(query, wanted, index, read) {
  const section = index.sections.indexOf(wanted.section) + 1;
  const { documents } = index;
  async function pages(texts, years, bodies) {
    const held = await Promise.all(texts.map((text) => search(text, index, read, section)));
    const fits = (page, number) => held.every((found) => found.has(number))
      && (!wanted.year || page.year === Number(wanted.year)) && (!wanted.body || page.folder === wanted.body)
      && (!years.length || years.includes(page.year)) && (!bodies.length || bodies.includes(page.name));
    const newest = (number) => documents[number].year || 1e4;
    return documents.map((page, number) => (fits(page, number) ? number : -1)).filter((number) => number >= 0)
      .sort((one, other) => newest(other) - newest(one) || documents[one].body - documents[other].body || one - other);
  }
  const exact = { numbers: await pages(query ? [query] : [], [], []), texts: query ? [query] : [], bodies: [], years: [] };
  if (exact.numbers.length || !query) return exact;
  const words = wordsOf(query, documents);
  if (words.texts[0] === query || words.texts.length + words.years.length + words.bodies.length === 0) return exact;
  return { numbers: await pages(words.texts, words.years, words.bodies), ...words };
}

const INLINE = /^(A|ABBR|B|BDI|CITE|CODE|DATA|DEL|DFN|EM|I|INS|KBD|MARK|Q|S|SMALL|SPAN|STRONG|SUB|SUP|TIME|U|VAR|WBR)$/;
const UNREAD = /^(NAV|SCRIPT|STYLE|TEMPLATE|SVG|FORM|DETAILS)$/i;

/* The texts of a page, each with the element that it stands in, its section, and the heading above it. */
function textsIn(main) {
  const texts = [];
  let text = "", section = "", heading = null;
  function end(element) {
    text = collapse(text);
    if (text.length > 1) texts.push({ text, element, section, heading });
    text = "";
  }
  (function walk(node) {
    for (const child of node.childNodes) {
      if (child.nodeType === 3) text += child.data;
      if (child.nodeType !== 1) continue;
      const isBlock = !INLINE.test(child.nodeName);
      if (isBlock) end(node);
      if (/^H[2-6]$/.test(child.nodeName) && child.id) heading = child;
      if (child.nodeName === "H2" && child.id) section = child.id;
      if (!UNREAD.test(child.nodeName)) walk(child);
      if (isBlock) end(child);
    }
  })(main);
  return texts;
}

const textOf = (element) => (element ? collapse(element.textContent) : "");

/* Where a page holds a text: one in a row of a table leads to that row, and the heading of a row brings its last figure.
   Those come first, headings of chapters last. */
function matches(page, query, wanted) {
  const rank = ({ figure, text, heading }) => (figure ? 0 : text === heading ? 2 : 1);
  return textsIn(page.querySelector("main") || page.body)
    .filter(({ text, section }) => fold(text).includes(query) && (!wanted || section === wanted))
    .map(({ text, element, heading }) => {
      const row = element.closest("tr"), cell = element.closest("td");
      const place = { text, heading: textOf(heading), name: row && row.id || heading && heading.id, context: "", figure: "" };
      if (cell && row) place.context = textOf([...row.querySelectorAll("th")].pop());
      const last = row && row.id && !cell && row.querySelector("td:last-child");
      if (!last) return place;
      const label = page.getElementById((last.getAttribute("headers") || "").split(" ").pop());
      return { ...place, figure: `${textOf(label)} ${textOf(last)}`.trim() };
    })
    .sort((one, other) => rank(one) - rank(other));
}

/* A text cut around its first match, in pieces of which every second is a match. */
function excerpt(text, query) {
  const folded = fold(text);
  const middle = folded.indexOf(query);
  const start = Math.max(0, middle - AROUND);
  const end = Math.min(text.length, middle + query.length + AROUND * 2);
  const pieces = [];
  let done = start;
  for (let at = middle; at >= 0 && at + query.length <= end; at = folded.indexOf(query, done)) {
    pieces.push(text.slice(done, at), text.slice(at, at + query.length));
    done = at + query.length;
  }
  pieces.push(text.slice(done, end) + (end < text.length ? "…" : ""));
  pieces[0] = (start ? "…" : "") + pieces[0];
  return pieces;
}

function element(tag, properties, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

/* A hit: what it is; where it holds the texts is told when its page is there. */
function hit({ name, year, title, href }) {
  return element("li", {}, element("h2", {}, element("a", { href }, title || `${name}　${year}年`)));
}

/* Tells of a hit where its page, if it could be read, holds the texts, and leads there. */
function tell(item, { name, title, href }, page, texts, section) {
  const found = page ? texts.map((text) => matches(page, text, section)) : [];
  const first = found[0] && found[0][0];
  const where = first ? [first.heading, first.context].filter(Boolean).join("，") : "";
  const others = found.reduce((count, each) => count + each.length, 0) - found.length;
  if (first && first.name) item.querySelector("a").href = `${href}#${encodeURIComponent(first.name)}`;
  item.append(
    element("p", { className: "where" }, (where || title || name) + (others > 0 ? `；另有 ${others} 处` : "")),
    ...found.flatMap(([one], place) => (one ? [element("p", {}, ...marked(one, texts[place]))] : [])));
}

function marked({ text, figure }, query) {
  const pieces = excerpt(text, query).map((piece, place) => (place % 2 ? element("mark", {}, piece) : piece));
  return figure ? [...pieces, "　", element("strong", {}, figure)] : pieces;
}

/* A page as a document; null where it can't be read. The browser parses it and runs nothing of it. */
function pageAt(href) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("GET", href);
    request.responseType = "document";
    request.onload = () => resolve(request.status < 300 ? request.response : null);
    request.onerror = () => resolve(null);
    request.send();
  });
}

async function get(path, options) {
  const response = await fetch(path, options);
  if (!response.ok) throw new Error(`${response.status} ${path}`);
  return response;
}

/* What the index says of itself. The head of the page has it fetched already, as a preload that this fetch is like; where a
   cache had it, it is asked for once more, since the buckets may be newer. */
async function contents(path) {
  const early = await get(path, { mode: "no-cors", credentials: "include" });
  const about = await early.json();
  const isNew = performance.getEntriesByName(early.url).some((entry) => entry.transferSize);
  return isNew ? about : (await get(path, { cache: "no-cache" })).json();
}

/* Reads buckets by their numbers, each once; `digest` in the address keeps caches from mixing two states of the index. */
function reader(folder, digest) {
  const seen = {};
  async function bytes(number) {
    const response = await get(`${folder}${number.toString(16)}.bin?${digest}`);
    return new Uint8Array(await response.arrayBuffer());
  }
  return (number) => seen[number] || (seen[number] = bytes(number));
}

/* Links with what they are, one after the other. */
function offer(what, links) {
  return [what, ...links.flatMap(([text, href]) => ["　", element("a", { href }, text)])];
}

/* The rows and words of the forms that are most like a text, with the pages about them: of two characters, how many it has. */
function termsLike(text) {
  const pairs = [...text].map((_, at) => text.slice(at, at + 2)).filter((pair) => pair.length > 1);
  return [...document.querySelectorAll("#terms option")]
    .map((option) => [option.value, option.dataset.href, pairs.filter((pair) => fold(option.value).includes(pair)).length])
    .filter(([, , like]) => like > 0)
    .sort((one, other) => other[2] - one[2] || one[0].length - other[0].length);
}

/* A text in two, so that as much of it as can be stands in words of the forms, else in the middle; of fewer than four characters none. */
function inTwo(text) {
  const terms = [...document.querySelectorAll("#terms option")].map((option) => fold(option.value));
  const known = (word) => (terms.some((term) => term.includes(word)) ? word.length : 0);
  const rank = (at) => known(text.slice(0, at)) + known(text.slice(at)) - Math.abs(at - (text.length >> 1)) / text.length;
  const [best] = [...text].map((_, at) => at).slice(2, -1).sort((one, other) => rank(other) - rank(one));
  return best ? [text.slice(0, best), text.slice(best)] : [];
}

/* Ways on where nothing was found: each word by itself, the bodies and years that were named, words of the forms like these. */
function suggest(query, wanted, { texts, bodies, years }, documents, hits) {
  const named = new Map(documents.filter((page) => bodies.includes(page.name)).map((page) => [page.name, `?body=${encodeURIComponent(page.folder)}`]));
  const asked = (term) => [term, `?q=${encodeURIComponent(term)}`];
  const among = [...named.keys(), ...years].slice(0, 3).join(" ");
  const within = (term) => [term, asked(`${among} ${term}`.trim())[1]];
  const words = query.split(" ").filter((word) => [...word].length > 1);
  const parts = query.includes(" ") ? words.map(asked) : inTwo(texts[0] || query).map(within);
  const offers = [
    ["可以分开查：", parts],
    ["不加限定：", wanted.year || wanted.body || wanted.section ? [asked(query)] : []],
    ["机构的全部报告：", [...named].slice(0, 6)],
    ["年度的全部报告：", years.map((year) => [`${year}年`, `?year=${year}`])],
    ["表格和名词解释里相近的：", termsLike(query).slice(0, 6)],
  ];
  for (const [what, links] of offers) if (links.length) hits.append(element("li", {}, element("p", {}, ...offer(what, links))));
}

async function show(asked, query, wanted, limits, coming) {
  const count = document.getElementById("count");
  const hits = document.getElementById("hits");
  const more = document.getElementById("more");
  count.textContent = "正在检索……";
  const { index, read } = await coming;
  const { numbers, ...words } = await answer(query, wanted, index, read);
  const { texts, bodies, years } = words;
  const narrowed = [...new Set(bodies), ...years.map((year) => `${year}年`), ...limits].join("、");
  const sought = texts.length && texts[0] !== query ? texts.map((text) => `“${text}”`).join("和") : `“${asked}”`;
  const what = texts.length ? `${narrowed ? `（限${narrowed}）` : ""}含有${sought}` : `是${narrowed}的报告`;
  count.textContent = numbers.length ? `${numbers.length} 个页面${what}` : `没有页面${what}`;
  const meant = texts.length === 1 ? termsLike(texts[0]).filter(([term]) => fold(term).includes(texts[0])).slice(0, 3) : [];
  if (meant.length) document.getElementById("about").append(...offer("各机构各年的数字和说明：", meant));
  if (!numbers.length) return suggest(query, wanted, words, index.documents, hits);
  let shown = 0, queue = Promise.resolve();
  function showMore(size) {
    const next = numbers.slice(shown, shown += size).map((number) => index.documents[number]);
    // The first comes alone, so that on a slow line it does not wait for the others.
    const first = texts.length && next.length ? pageAt(next[0].href) : null;
    const pages = next.map((page, place) => (place && first ? first.then(() => pageAt(page.href)) : first));
    queue = queue.then(async () => {
      const made = next.map(hit);
      hits.setAttribute("aria-busy", "true");
      for (let place = 0; place < next.length; place++) {
        // Shown before its page is there; nothing stands below it yet that would move.
        hits.append(made[place]);
        tell(made[place], next[place], await pages[place], texts, wanted.section);
      }
      hits.removeAttribute("aria-busy");
      more.hidden = hits.children.length >= numbers.length;
      return made[0];
    });
    return queue;
  }
  more.addEventListener("click", async () => {
    const first = await showMore(SHOWN);
    if (first) first.querySelector("a").focus();
  });
  const watch = new IntersectionObserver(async ([seen]) => {
    if (!seen.isIntersecting || shown >= SHOWN) return;
    watch.unobserve(more);
    await showMore(STEP);
    watch.observe(more);
  });
  await showMore(STEP);
  watch.observe(more);
}

/* Reads the index, and at once the buckets that the query is looked for in. */
async function readIndex(folder, query) {
  const files = ["index.json", "documents.json"].map((name) => contents(folder + name));
  const layout = await files[0];
  const read = reader(folder, layout.digest);
  layout.frequent = new Set(layout.frequent.split("\n"));
  if (query.length > 1) bucketsFor(query, layout).forEach((number) => read(number).catch(() => {}));
  const about = await files[1];
  if (about.digest !== layout.digest) throw new Error("网站刚更新，请重试");
  return { index: { ...layout, ...unfold(about) }, read };
}

/* Begins in the head, before the style is there: the index is on its way while the page is laid out. */
async function start({ dataset }) {
  const given = new URLSearchParams(location.search);
  const asked = given.get("q") || "";
  const query = fold(asked), isFromDisk = location.protocol === "file:";
  const coming = isFromDisk ? Promise.resolve() : readIndex(dataset.index, query);
  // What fails is told where somebody waits for it.
  coming.catch(() => {});
  // Keeps room for the hits before anything is shown.
  if (asked || given.get("body") || given.get("year")) document.documentElement.className = "asked";
  await new Promise((parsed) => addEventListener("DOMContentLoaded", parsed));
  const count = document.getElementById("count"), wanted = {}, limits = [];
  document.getElementById("q").value = asked;
  for (const choice of document.querySelectorAll(".limits select")) {
    choice.value = wanted[choice.id] = given.get(choice.id) || "";
    if (choice.selectedIndex < 0) choice.value = wanted[choice.id] = "";
    if (choice.value) limits.push(choice.options[choice.selectedIndex].text);
    // What is not chosen stays out of the address.
    choice.form.addEventListener("submit", () => { choice.name = choice.value && choice.id; });
  }
  if (!query && !wanted.body && !wanted.year) return;
  if (isFromDisk) {
    count.textContent = "这是从本机文件夹打开的网页，浏览器不允许它读取检索索引；可在下面按机构查找。";
  } else if (query && [...query].length < 2) {
    count.textContent = "请输入两个以上的字。";
  } else {
    document.title = `${asked || limits.join("、")} — ${document.title}`;
    await show(asked, query, wanted, limits, coming).catch((error) => {
      count.textContent = `检索没有完成（${error.message}）；可在下面按机构查找。`;
    });
  }
}

if (typeof document === "object") start(document.querySelector("[data-index]"));
