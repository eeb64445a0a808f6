// Answers queries with the program's own functions over an index on disk: {query, body, year, section}s in, numbers of documents and costs out.
import { readFileSync } from "node:fs";
import { runInThisContext } from "node:vm";

const [program, folder] = process.argv.slice(2);
const { unfold, fold, answer } = runInThisContext(`${readFileSync(program, "utf8")};({ unfold, fold, answer })`);
const [layout, about] = ["index", "documents"].map((name) => JSON.parse(readFileSync(`${folder}/${name}.json`, "utf8")));
const index = { ...layout, frequent: new Set(layout.frequent.split("\n")), ...unfold(about) };
const answers = [];
for (const { query, ...wanted } of JSON.parse(readFileSync(0, "utf8"))) {
  const files = new Map();
  const read = async (bucket) => {
    const bytes = new Uint8Array(readFileSync(`${folder}/${bucket.toString(16)}.bin`));
    files.set(bucket, bytes.length);
    return bytes;
  };
  const { numbers, texts } = await answer(fold(query), wanted, index, read);
  const bytes = [...files.values()].reduce((sum, size) => sum + size, 0);
  answers.push({ pages: numbers.map((number) => index.documents[number].href), texts, files: files.size, bytes });
}
process.stdout.write(JSON.stringify(answers));
