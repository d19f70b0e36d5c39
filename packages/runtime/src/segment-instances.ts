import type { DataSegment } from '@softwasm/syntax';

const NO_BYTES = new Uint8Array(0);

/** A data instance (§4.2.13). */
export class DataInstance {
  private segment: DataSegment | undefined;
  private known: Uint8Array | undefined = undefined;

  constructor(segment: DataSegment) {
    this.segment = segment;
  }

  /** Empty after `data.drop`. */
  get bytes(): Uint8Array {
    return (this.known ??= this.segment?.init ?? NO_BYTES);
  }

  set bytes(bytes: Uint8Array) {
    this.known = bytes;
  }

  /** `data.drop`, and the end of every active segment. */
  drop(): void {
    this.known = undefined;
    this.segment = undefined;
  }
}

/** The elements of a segment: either all known, or functions made when they are asked for. */
export interface Elements {
  readonly length: number;
  get(index: number): unknown;
}

const NO_ELEMENTS: Elements = { length: 0, get: () => null };

/** An element instance (§4.2.12). */
export class ElementInstance {
  /** None after `elem.drop`. */
  elements: Elements;

  constructor(elements: Elements) {
    this.elements = elements;
  }

  /** `elem.drop`, and the end of every active and declarative segment. */
  drop(): void {
    this.elements = NO_ELEMENTS;
  }
}
