/**
 * `npm run bench`: the engine; `npm run bench -- gmail`: what the content script costs Gmail's page; `npm run bench -- writing`:
 * how soon keys and Send have their effect.
 */
import { argv } from "node:process";

const [name] = ["gmail", "writing"].filter((one) => argv.includes(one));
await import({ gmail: "./gmail.ts", writing: "./writing/run.ts" }[name ?? ""] ?? "./run.ts");
