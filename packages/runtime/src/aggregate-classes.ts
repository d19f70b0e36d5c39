import { type CanonicalType, I64, type StorageType, type StructType, type TypeRegistry, V128 } from '@softwasm/syntax';
import { type AggregateInstance, ArrayInstance, StructInstance } from './aggregate-instances.ts';
import { type ArrayElements, elementKindOf } from './element-kinds.ts';

/** A constructor whose parameters become properties of the names it was made for, in that order. */
// biome-ignore lint/suspicious/noExplicitAny: words of any type
export type Shape = new (...words: any[]) => object;

/** Makes a constructor; an engine that may generate code makes faster ones than {@link plainShape}. */
export type ShapeMaker = (names: readonly string[]) => Shape;

/** The class of a structure type. Its parameters are the words of all fields, then the descriptor if the type has one. */
export type StructClass = new (...words: readonly unknown[]) => StructInstance;

/** The class of an array type. */
export interface ArrayClass {
  new (length: number, elements: ArrayElements): ArrayInstance;
  readonly prototype: ArrayInstance;
}

const ARRAY_NAMES = ['n', 'e'];

/** How many words a field takes. */
function fieldWordCount(type: StorageType): number {
  return type === I64 ? 2 : type === V128 ? 4 : 1;
}

/** The index of each field's first word, and at the end how many words there are. */
export function fieldWords({ fields }: StructType): number[] {
  let next = 0;
  const firsts = fields.map(({ type }) => {
    const first = next;
    next += fieldWordCount(type);
    return first;
  });
  return [...firsts, next];
}

/** A constructor of any shape without generating code. */
export const plainShape: ShapeMaker = (names) => {
  const [a, b, c] = names as [string, string, string];
  // Few parameters are the most common; rest parameters would be an array of them at every allocation.
  if (names.length === 0) return class {};
  if (names.length === 1) return shape1(a);
  if (names.length === 2) return shape2(a, b);
  if (names.length === 3) return shape3(a, b, c);
  return class {
    [name: string]: unknown;
    constructor(...words: unknown[]) {
      for (let i = 0; i < names.length; i++) this[names[i] as string] = words[i];
    }
  };
};

function shape1(a: string): Shape {
  return class {
    [name: string]: unknown;
    constructor(x: unknown) {
      this[a] = x;
    }
  };
}

function shape2(a: string, b: string): Shape {
  return class {
    [name: string]: unknown;
    constructor(x: unknown, y: unknown) {
      this[a] = x;
      this[b] = y;
    }
  };
}

function shape3(a: string, b: string, c: string): Shape {
  return class {
    [name: string]: unknown;
    constructor(x: unknown, y: unknown, z: unknown) {
      this[a] = x;
      this[b] = y;
      this[c] = z;
    }
  };
}

/**
 * The classes of all structures and arrays of a store: one for each canonical type, made when it is first asked for, so that all instances share it.
 *
 * What a prototype says: `type`, its canonical id; and its *display*: `d0` … `dN` are the ids of the type's ancestors, from the root of its hierarchy down to
 * itself. So a cast to a type of depth k asks whether `x.dk` is that type's id: constant time, and `undefined` for everything that lies less deep.
 */
export class AggregateClasses {
  private makeShape: ShapeMaker = plainShape;
  private readonly types: TypeRegistry;
  private readonly classes: (Shape | undefined)[] = [];

  constructor(types: TypeRegistry) {
    this.types = types;
  }

  /** Makes classes from now on by this, unless it is undefined. */
  use(makeShape: ShapeMaker | undefined): void {
    if (makeShape !== undefined) this.makeShape = makeShape;
  }

  /** @param id canonical id of a structure type */
  struct(id: number): StructClass {
    return (this.classes[id] ?? this.make(id, StructInstance.prototype)) as StructClass;
  }

  /** @param id canonical id of an array type */
  array(id: number): ArrayClass {
    return (this.classes[id] ?? this.make(id, ArrayInstance.prototype)) as ArrayClass;
  }

  private make(id: number, parent: AggregateInstance): Shape {
    const type = this.types.get(id);
    const shape = this.makeShape(namesOf(type));
    const { prototype } = shape;
    Object.setPrototypeOf(prototype, parent);
    constant(prototype, 'type', id);
    constant(prototype, 'aggregate', type.composite.kind);
    if (type.composite.kind === 'array') constant(prototype, 'kind', elementKindOf(type.composite.field.type));
    type.display.forEach((ancestor, depth) => {
      constant(prototype, `d${depth}`, ancestor);
    });
    while (this.classes.length <= id) this.classes.push(undefined);
    this.classes[id] = shape;
    return shape;
  }
}

function constant(prototype: object, name: string, value: unknown): void {
  Object.defineProperty(prototype, name, { value });
}

function namesOf({ composite, descriptor }: CanonicalType): readonly string[] {
  if (composite.kind === 'array') return ARRAY_NAMES;
  const words = fieldWords(composite as StructType);
  const names: string[] = [];
  for (let word = 0; word < (words[words.length - 1] as number); word++) names.push(`w${word}`);
  if (descriptor !== undefined) names.push('desc');
  return names;
}
