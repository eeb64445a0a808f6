/* What style sheets and scripts use that the oldest supported browsers do not know: node compatibility.mjs TOOLS FILE…
   A script asks for BigInt before it uses it. Prints a list of [file, line, problem] as JSON. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const [tools, ...files] = process.argv.slice(2);
const require = createRequire(join(tools, "package.json"));
const { browserslist } = JSON.parse(readFileSync(new URL("package.json", import.meta.url), "utf-8"));

/* A browser that does not know these shows the plain value before them, leaves them out, or knows the part of them that is used:
   minmax() is taken for max(), overflow for its two-valued form. */
const HARMLESS = [
  ...["css-has", "css-focus-visible", "css-hanging-punctuation", "css-content-visibility", "css-paged-media", "css-clip-path"],
  ...["css-sticky", "css-text-indent", "text-decoration", "text-size-adjust", "css-appearance", "css-masks", "css3-attr", "multicolumn"],
  ...["css-math-functions", "css-not-sel-list", "css-overflow"],
];
const GLOBALS = ["document", "window", "location", "history", "fetch", "localStorage", "URLSearchParams", "IntersectionObserver", "XMLHttpRequest", "addEventListener", "setTimeout"];

/* Methods of values, which nothing else here knows the type of. */
const NEWER = "CallExpression[callee.property.name=/^(at|findLast|findLastIndex|hasOwn|replaceAll|toReversed|toSorted|replaceChildren)$/]";

async function cssProblems(file) {
  const postcss = require("postcss");
  const doiuse = require("doiuse");
  const found = [];
  const onFeatureUsage = ({ feature, usage }) => found.push([file, usage.source.start.line, feature]);
  await postcss([doiuse({ browsers: browserslist, ignore: HARMLESS, onFeatureUsage })]).process(readFileSync(file, "utf-8"), { from: file });
  return found;
}

async function scriptProblems(paths) {
  const { ESLint } = require("eslint");
  const compat = require("eslint-plugin-compat");
  const eslint = new ESLint({
    cwd: "/",
    overrideConfigFile: true,
    overrideConfig: [{
      files: ["**/*.js"],
      plugins: { compat },
      languageOptions: { ecmaVersion: 2019, sourceType: "script", globals: Object.fromEntries(GLOBALS.map((name) => [name, "readonly"])) },
      settings: { targets: browserslist, polyfills: ["BigInt"] },
      rules: { "compat/compat": "error", "no-restricted-syntax": ["error", NEWER] },
    }],
  });
  const results = await eslint.lintFiles(paths);
  return results.flatMap(({ filePath, messages }) => messages.map(({ line, message }) => [filePath, line, message]));
}

const found = [];
for (const file of files.filter((name) => name.endsWith(".css"))) found.push(...await cssProblems(file));
const scripts = files.filter((name) => name.endsWith(".js"));
if (scripts.length) found.push(...await scriptProblems(scripts));
process.stdout.write(JSON.stringify(found) + "\n");
