/** An object of strict mode, as far as it stands for something of the runtime: that is gone once its instance is disposed. */
export interface Handle<T> {
  target: T | undefined;
}

/** How long what an instance defines may be used: until the instance is disposed. */
export class Lifetime {
  disposed = false;
  private readonly handles = new Set<Handle<unknown>>();

  /** Has `handle` lose its target when this ends; at once if it has. */
  bind(handle: Handle<unknown>): void {
    if (this.disposed) handle.target = undefined;
    else this.handles.add(handle);
  }

  /** Idempotent. */
  end(): void {
    this.disposed = true;
    for (const handle of this.handles) handle.target = undefined;
    this.handles.clear();
  }
}
