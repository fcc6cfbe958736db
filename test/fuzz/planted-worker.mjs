// A thread with a fault of its own, for the test of the watch: it takes up an input and never comes back, or takes all memory.
import { workerData } from "node:worker_threads";

const { task, buffer } = workerData;
new Uint8Array(buffer).set(task.replay, 8);
new Int32Array(buffer).set([1, task.replay.length]);
const eaten = [];
while (true) if (task.target === "asn1") eaten.push(Array.from({ length: 1_000_000 }, () => ({})));
