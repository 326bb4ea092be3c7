// The browser's text chain, asked by lines: a JSON list of texts, answered by a JSON list of what it makes of each.
import { createInterface } from "node:readline";

const { fold, word, words } = await import(process.argv[2]);
const known = new Map();
const forms = (text) => words(text).map((each) => {
  if (!known.has(each)) known.set(each, word(each));
  const { exact, folded, plain, marked } = known.get(each);
  return [each, exact, folded, plain, marked];
});
for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(JSON.parse(line).map((text) => [fold(text), forms(text)]))}\n`);
}
