/** `npm run journal-kills -- [count] [seed]`: the whole run, and its table for docs/journal-kills.md. */
import { killMany, type Outcome, PROMISE, VICTIMS } from "./kills.ts";

const [count = 200, seed = 1] = process.argv.slice(2).map(Number);

function row(name: string, outcomes: readonly Outcome[]): string {
  const sum = (of: (outcome: Outcome) => number) => outcomes.reduce((total, outcome) => total + of(outcome), 0);
  const worst = Math.max(0, ...outcomes.map(({ oldestLost }) => oldestLost));
  const cells = [
    name,
    outcomes.length,
    outcomes.filter(({ locked }) => locked).length,
    sum(({ typed }) => typed),
    sum(({ typed, found }) => typed - found),
    `${worst} ms`,
    outcomes.filter(({ broken }) => broken).length,
  ];
  return `| ${cells.join(" | ")} |`;
}

const outcomes = await killMany(count, seed, (outcome, index) => {
  process.stderr.write(`${index + 1} ${JSON.stringify(outcome)}\n`);
});
console.log("| killed | kills | while locked | characters typed | lost | the oldest lost | promises broken |");
console.log("|---|---|---|---|---|---|---|");
for (const victim of VICTIMS)
  console.log(
    row(
      victim,
      outcomes.filter((outcome) => outcome.victim === victim),
    ),
  );
console.log(row("all", outcomes));
const broken = outcomes.filter((outcome) => outcome.broken).length;
console.log(`\n${count} kills, seed ${seed}: ${broken} lost anything typed more than ${PROMISE} ms before.`);
process.exitCode = broken === 0 ? 0 : 1;
