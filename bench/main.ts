/** `npm run bench`: the engine; `npm run bench -- gmail`: what the content script costs Gmail's page. */
import { argv } from "node:process";

await import(argv.includes("gmail") ? "./gmail.ts" : "./run.ts");
