import type { DataSegment } from '@softwasm/syntax';

const NO_BYTES = new Uint8Array(0);

/** A data instance (§4.2.13). */
export class DataInstance {
  /** Empty after `data.drop`. */
  bytes: Uint8Array;

  constructor(segment: DataSegment) {
    this.bytes = segment.init;
  }

  /** `data.drop`, and the end of every active segment. */
  drop(): void {
    this.bytes = NO_BYTES;
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
