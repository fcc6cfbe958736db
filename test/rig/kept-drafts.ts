/** What the worker keeps of drafts that wait to be sealed. */
import type { Worker } from "playwright-core";

/** Who is to carry each draft away, as the worker was told. */
export function deliveriesOf(worker: Worker): Promise<readonly unknown[]> {
  return worker.evaluate(async () => {
    const found: unknown[] = [];
    const gather = (value: unknown): void => {
      if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return;
      if ("delivery" in value) found.push(value.delivery);
      for (const inner of Object.values(value)) gather(inner);
    };
    const take = (request: IDBRequest<unknown[]>) =>
      new Promise<void>((done) =>
        request.addEventListener("success", () => {
          gather(request.result);
          done();
        }),
      );
    for (const { name = "" } of await indexedDB.databases()) {
      const opening = indexedDB.open(name);
      await new Promise((done) => opening.addEventListener("success", done));
      const { result: database } = opening;
      for (const store of database.objectStoreNames)
        await take(database.transaction(store).objectStore(store).getAll());
      database.close();
    }
    return found;
  });
}
