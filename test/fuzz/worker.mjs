// A thread does not inherit tsx from the process that started it.
import { register } from "tsx/esm/api";

register();
await import("./worker.ts");
