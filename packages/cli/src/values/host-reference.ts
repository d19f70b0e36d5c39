/** An external reference made by a script or the command line: `(ref.extern 5)`. Two of the same number are the same reference. */
export class HostReference {
  readonly id: number;

  private constructor(id: number) {
    this.id = id;
    Object.freeze(this);
  }

  static readonly #known = new Map<number, HostReference>();

  /** The reference of this number. */
  static of(id: number): HostReference {
    let reference = HostReference.#known.get(id);
    if (reference === undefined) HostReference.#known.set(id, (reference = new HostReference(id)));
    return reference;
  }
}
