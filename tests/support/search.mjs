// Answers queries with the program's own functions over an index on disk: {folder, queries} in, numbers of documents and costs out.
import { readFileSync } from "node:fs";
import { runInThisContext } from "node:vm";

const [program, folder] = process.argv.slice(2);
const { search, fold, answer } = runInThisContext(`${readFileSync(program, "utf8")};({ search, fold, answer })`);
const about = JSON.parse(readFileSync(`${folder}/index.json`, "utf8"));
const answers = [];
for (const query of JSON.parse(readFileSync(0, "utf8"))) {
  const files = new Set();
  const bytes = async (path) => (files.add(path), new Uint8Array(readFileSync(`${folder}/${path}`)));
  const text = async (number) => JSON.parse(new TextDecoder().decode(await bytes(`text/${number}.json`)));
  const described = async () => JSON.parse(new TextDecoder().decode(await bytes("documents.json")));
  const found = await answer(fold(query), about, bytes, text, described);
  const exact = await search(fold(query), about, async (path) => new Uint8Array(readFileSync(`${folder}/${path}`)), text);
  answers.push({ numbers: exact, found: found.numbers, files: [...files] });
}
process.stdout.write(JSON.stringify(answers));
