/* Whether a file is one that the site publishes: its SHA-256 is looked for in the manifest and in the register. */
"use strict";

/* The digest of bytes, 64 hexadecimal digits. */
function hexadecimal(buffer) {
  return Array.prototype.map.call(new Uint8Array(buffer), (byte) => ("0" + byte.toString(16)).slice(-2)).join("");
}

/* The registered version of a source whose digest begins so, the last one; null when there is none. */
function findVersion(digest, acts) {
  let last = null, erased = false;
  acts.forEach((act) => act.changes.forEach((change) => {
    if (!change.source.startsWith(digest)) return;
    if (change.act === "erased") erased = true;
    else last = { act: act, change: change };
  }));
  if (!last) return null;
  const source = last.change.source, path = last.change.path;
  const later = acts.some((act) => act.n > last.act.n && act.changes.some((change) => change.path === path && change.source !== source));
  const state = erased ? "内容已依法删除" : later ? "后来改动过，不是现行的一版" : "现行的一版";
  return { answer: `是 ${last.act.when.slice(0, 10)} 公布的源文件 ${path}，${state}`, path: path.replace(/\.md$/, ".html"), good: !later };
}

/* What is known of a digest: a file that is published now, else the registered versions of a source. */
function lookUp(digest, name, manifest, acts) {
  const paths = Object.keys(manifest.files);
  const published = paths.filter((path) => manifest.files[path] === digest);
  if (published.length) return { answer: "是本网站现在公布的文件", path: published[0], good: true };
  const version = findVersion(digest, acts);
  if (version) return version;
  const same = paths.filter((path) => path.split("/").pop() === name);
  const others = same.length > 1 ? `网站上同名的文件有 ${same.length} 个，内容都不同，例如` : "网站上有同名的文件，内容不同";
  if (same.length) return { answer: `不是本网站公布的：${others}`, path: same[0], good: false };
  return { answer: "不是本网站公布的文件", good: false };
}

if (typeof document !== "undefined") {
  const byId = (id) => document.getElementById(id);
  const say = (text, kind, where) => {
    const answer = byId(where || "answer");
    answer.textContent = text;
    answer.className = `answer ${kind || ""}`;
  };

  /* Says what was found, with the way to the published file, if there is one. */
  const tell = (who, found, manifest, where) => {
    say(`${who}${found.answer}`, found.good ? "good" : "bad", where);
    if (!found.path || !manifest.files[found.path]) return;
    const link = document.createElement("a");
    link.href = found.path.split("/").map(encodeURIComponent).join("/");
    link.textContent = found.path;
    byId(where).append("：", link);
  };

  const text = (address) => fetch(address, { cache: "no-cache" }).then((response) => {
    if (!response.ok) throw new Error(String(response.status));
    return response.text();
  });

  /* The register is there once something was published with it. */
  const known = () => text("manifest.json").then(JSON.parse).then((manifest) => {
    const acts = manifest.files["register.jsonl"] ? text("register.jsonl") : Promise.resolve("");
    return acts.then((lines) => [manifest, lines.split("\n").filter(Boolean).map((line) => JSON.parse(line))]);
  });

  const read = (file) => new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.onerror = () => reject(reader.error);
    reader.readAsArrayBuffer(file);
  });

  const show = (file) => {
    say("正在计算……");
    byId("details").hidden = true;
    read(file)
      .then((bytes) => Promise.all([crypto.subtle.digest("SHA-256", bytes), known()]))
      .then(([hash, [manifest, acts]]) => {
        const digest = hexadecimal(hash);
        const found = lookUp(digest, file.name, manifest, acts);
        tell(`“${file.name}”`, found, manifest, "answer");
        byId("name").textContent = `${file.name}（${file.size.toLocaleString("zh-CN")} 字节）`;
        byId("digest").textContent = digest;
        byId("code").textContent = digest.slice(0, 16).replace(/(.{4})(?=.)/g, "$1 ");
        byId("head").textContent = (manifest.head || []).join(" ") || "还没有";
        byId("details").hidden = false;
      })
      .catch(() => say("没有算成：文件读不出来，或者取不到 manifest.json。可以照下面的办法自己计算。", "bad"));
  };

  const lookUpCode = () => {
    const typed = byId("typed").value.toLowerCase().replace(/[^0-9a-f]/g, "");
    if (typed.length < 16) {
      say("校验码是 16 位数字和字母，例如 1dcc 2625 d463 2637。", "bad", "code-answer");
      return;
    }
    known().then(([manifest, acts]) => {
      const version = findVersion(typed, acts);
      const none = acts.length ? "登记册里没有这个校验码：不是这里公布过的源文件" : "网站还没有登记册，查不到校验码";
      tell(version ? "这个校验码" : "", version || { answer: none, good: false }, manifest, "code-answer");
    }).catch(() => say("没有查成：取不到 manifest.json 或 register.jsonl。", "bad", "code-answer"));
  };

  /* The page holds the place of what needs this script, so that nothing moves where it runs. */
  const offers = [byId("drop"), byId("by-code")];
  const withdraw = () => offers.forEach((offer) => { offer.hidden = true; });

  if (location.protocol === "file:") {
    withdraw();
    say("从本机的文件夹打开时，浏览器不让网页读 manifest.json；请在网站上打开这一页，或照下面的办法自己计算。");
  } else if (!window.crypto || !crypto.subtle || !window.fetch) {
    withdraw();
    say("这个浏览器不能在这里计算（要用 https 的网址和较新的浏览器）；请照下面的办法自己计算。");
  } else {
    const drop = byId("drop");
    offers.forEach((offer) => offer.querySelectorAll("input, button").forEach((field) => { field.disabled = false; }));
    byId("by-code").addEventListener("submit", (event) => {
      event.preventDefault();
      lookUpCode();
    });
    byId("file").addEventListener("change", (event) => {
      if (event.target.files[0]) show(event.target.files[0]);
    });
    document.addEventListener("dragover", (event) => {
      event.preventDefault();
      drop.classList.add("over");
    });
    document.addEventListener("dragleave", () => drop.classList.remove("over"));
    document.addEventListener("drop", (event) => {
      event.preventDefault();
      drop.classList.remove("over");
      if (event.dataTransfer.files[0]) show(event.dataTransfer.files[0]);
    });
  }
}
