/** The comparison inside a browser's worker: gets one identity and a size, answers with the timings. */
import { type Material, SIZES, timingsFor } from "./cases.ts";

export interface Order {
  readonly material: Material;
  readonly size: number;
}

self.addEventListener("message", ({ data }: MessageEvent<Order>) => {
  const size = SIZES[data.size];
  if (!size) throw new RangeError("no such size");
  void timingsFor(size, data.material).then((timings) => self.postMessage(timings, { transfer: [] }));
});
