// What html-validate says of files, as JSON: node validate.mjs <configuration> <file>…
// Its own command makes the rules and the tables of elements once more for every file; they are the same for all.
import { readFileSync } from "node:fs";
import { HtmlValidate, StaticConfigLoader } from "html-validate";

const [configuration, ...files] = process.argv.slice(2);
const loader = new StaticConfigLoader(JSON.parse(readFileSync(configuration, "utf-8")));
const once = await loader.getConfigFor("");
loader.getConfigFor = () => once;
const validator = new HtmlValidate(loader);
const said = [];
for (const file of files) {
  for (const { messages } of (await validator.validateFile(file)).results) {
    said.push(...messages.map((each) => `${file}:${each.line}: ${each.ruleId}: ${each.message} (${each.selector})`));
  }
}
process.stdout.write(JSON.stringify({ files: files.length, said }));
