/** What Linux tells of a process's resident memory. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";

export const canMeasureMemory = existsSync("/proc/self/clear_refs");

/** Octets. VmHWM: the most since it was reset. */
export function residentMemory(process: number | "self", field: "VmRSS" | "VmHWM"): number {
  const line = new RegExp(`^${field}:\\s+(\\d+) kB`, "m").exec(readFileSync(`/proc/${process}/status`, "utf8"));
  return Number(line?.[1]) * 1024;
}

export function resetHighWater(process: number | "self"): void {
  writeFileSync(`/proc/${process}/clear_refs`, "5");
}
