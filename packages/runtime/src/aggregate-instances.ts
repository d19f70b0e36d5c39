import type { ArrayElements, ElementKind } from './element-kinds.ts';

/** What structures and arrays have in common. Every canonical type has a class of its own; see `aggregate-classes.ts`. */
export abstract class AggregateInstance {
  /** Canonical type id; a property of the prototype, as is the next. */
  declare readonly type: number;
  declare readonly aggregate: 'struct' | 'array';
}

/**
 * A structure instance (§4.2.14). The words of its fields, in order, are the properties `w0`, `w1`, …, as parameters are passed; packed fields are
 * unsigned integers of their width.
 */
export abstract class StructInstance extends AggregateInstance {
  /** Its descriptor, where its type has one. */
  declare readonly desc?: StructInstance;

  [word: string]: unknown;
}

/** An array instance (§4.2.14). The names are short, for generated code is full of them. */
export abstract class ArrayInstance extends AggregateInstance {
  /** What its elements are; a property of the prototype. */
  declare readonly kind: ElementKind;
  /** Its length in elements. */
  declare readonly n: number;
  /** The words of all elements; see `element-kinds.ts`. */
  declare readonly e: ArrayElements;
}
