import type { ArrayType, InstructionNameIn, StructType } from '@softwasm/syntax';
import { refType, unpacked } from '@softwasm/syntax';
import type { HandlerName } from '../handlers/index.ts';
import { REFERENCE, type Shape, shapeOf, WORD } from './shapes.ts';
import type { Translate, Translations, Translator } from './translator.ts';

function structOf(t: Translator, typeidx: number): StructType {
  return t.spaces.module.types[typeidx]!.composite as StructType;
}

function elementShape(t: Translator, typeidx: number): Shape {
  return shapeOf(unpacked((t.spaces.module.types[typeidx]!.composite as ArrayType).field.type));
}

/** Pops values that stand side by side. @returns where they begin */
function popSideBySide(t: Translator, count: number): number {
  t.settleTop(count);
  const place = t.argumentsPlace(count);
  t.dropMany(count);
  return place;
}

/** @param nullable whether null passes */
function test(name: 'ref.test' | 'ref.cast', shape: Shape, nullable: boolean): Translate {
  return (t, at) => {
    const reference = t.pop();
    t.handlerResult(shape, name, reference, refType(nullable, t.body[at]!));
  };
}

function castByDescriptor(nullable: boolean): Translate {
  return (t, at) => {
    const descriptor = t.pop();
    const reference = t.pop();
    t.handlerResult(REFERENCE, 'ref.cast_desc', reference, descriptor, refType(nullable, t.body[at]!));
  };
}

/** One reference to another value. */
function unary(name: HandlerName, shape: Shape): Translate {
  return (t) => {
    const operand = t.pop();
    t.handlerResult(shape, name, operand);
  };
}

type ReferenceName =
  | InstructionNameIn<'reference'>
  | 'any.convert_extern'
  | 'extern.convert_any'
  | Extract<InstructionNameIn<'aggregate'>, `${string}i31${string}`>;

export const REFERENCES: Translations<ReferenceName> = {
  'ref.null': (t) => t.pushConstant(REFERENCE, 0),
  'ref.is_null': (t) => {
    const reference = t.pop();
    t.emitResult(WORD, 'ref.is_null', reference);
  },
  'ref.func': (t, at) => t.handlerResult(REFERENCE, 'ref.func', t.body[at]!),
  'ref.eq': (t) => {
    const [b, a] = [t.pop(), t.pop()];
    t.handlerResult(WORD, 'ref.eq', a, b);
  },
  'ref.as_non_null': unary('ref.as_non_null', REFERENCE),
  'ref.test': test('ref.test', WORD, false),
  'ref.test null': test('ref.test', WORD, true),
  'ref.cast': test('ref.cast', REFERENCE, false),
  'ref.cast null': test('ref.cast', REFERENCE, true),
  'ref.get_desc': unary('ref.get_desc', REFERENCE),
  'ref.cast_desc_eq': castByDescriptor(false),
  'ref.cast_desc_eq null': castByDescriptor(true),
  'any.convert_extern': () => {},
  'extern.convert_any': () => {},
  'ref.i31': unary('ref.i31', REFERENCE),
  'i31.get_s': unary('i31.get_s', WORD),
  'i31.get_u': unary('i31.get_u', WORD),
};

function structGet(name: 'struct.get' | 'struct.get_s'): Translate {
  return (t, at) => {
    const [typeidx, index] = [t.body[at]!, t.body[at + 1]!];
    const reference = t.pop();
    const shape = shapeOf(unpacked(structOf(t, typeidx).fields[index]!.type));
    t.handlerResult(shape, name, reference, typeidx, index);
  };
}

function arrayGet(name: 'array.get' | 'array.get_s'): Translate {
  return (t, at) => {
    const [index, reference] = [t.pop(), t.pop()];
    t.handlerResult(elementShape(t, t.body[at]!), name, reference, index);
  };
}

/** `array.new_data` and `array.new_elem`. */
function arrayNewFrom(name: 'array.new_data' | 'array.new_elem'): Translate {
  return (t, at) => {
    const [length, from] = [t.pop(), t.pop()];
    t.handlerResult(REFERENCE, name, from, length, t.body[at]!, t.body[at + 1]!);
  };
}

/** `array.init_data` and `array.init_elem`. */
function arrayInit(name: 'array.init_data' | 'array.init_elem'): Translate {
  return (t, at) => {
    const [count, from, to, array] = [t.pop(), t.pop(), t.pop(), t.pop()];
    t.handler(name, array, to, from, count, t.body[at + 1]!);
  };
}

export const AGGREGATES: Translations<Exclude<InstructionNameIn<'aggregate'>, ReferenceName>> = {
  'struct.new': (t, at) => {
    const typeidx = t.body[at]!;
    const place = popSideBySide(t, structOf(t, typeidx).fields.length);
    t.handlerResult(REFERENCE, 'struct.new', typeidx, place);
  },
  'struct.new_default': (t, at) => t.handlerResult(REFERENCE, 'struct.new_default', t.body[at]!),
  'struct.new_desc': (t, at) => {
    const typeidx = t.body[at]!;
    t.settleTop(1);
    const descriptor = t.pop();
    const place = popSideBySide(t, structOf(t, typeidx).fields.length);
    t.handlerResult(REFERENCE, 'struct.new_desc', typeidx, place, descriptor);
  },
  'struct.new_default_desc': (t, at) => {
    const descriptor = t.pop();
    t.handlerResult(REFERENCE, 'struct.new_default_desc', t.body[at]!, descriptor);
  },
  'struct.get': structGet('struct.get'),
  'struct.get_s': structGet('struct.get_s'),
  'struct.get_u': structGet('struct.get'),
  'struct.set': (t, at) => {
    const [value, reference] = [t.pop(), t.pop()];
    t.handler('struct.set', reference, value, t.body[at]!, t.body[at + 1]!);
  },
  'array.new': (t, at) => {
    const [length, element] = [t.pop(), t.pop()];
    t.handlerResult(REFERENCE, 'array.new', element, length, t.body[at]!);
  },
  'array.new_default': (t, at) => {
    const length = t.pop();
    t.handlerResult(REFERENCE, 'array.new_default', length, t.body[at]!);
  },
  'array.new_fixed': (t, at) => {
    const [typeidx, count] = [t.body[at]!, t.body[at + 1]!];
    const place = popSideBySide(t, count);
    t.handlerResult(REFERENCE, 'array.new_fixed', typeidx, place, count);
  },
  'array.new_data': arrayNewFrom('array.new_data'),
  'array.new_elem': arrayNewFrom('array.new_elem'),
  'array.get': arrayGet('array.get'),
  'array.get_s': arrayGet('array.get_s'),
  'array.get_u': arrayGet('array.get'),
  'array.set': (t, at) => {
    const [value, index, reference] = [t.pop(), t.pop(), t.pop()];
    t.handler('array.set', reference, index, value, t.body[at]!);
  },
  'array.len': unary('array.len', WORD),
  'array.fill': (t, at) => {
    const [count, element, index, reference] = [t.pop(), t.pop(), t.pop(), t.pop()];
    t.handler('array.fill', reference, index, element, count, t.body[at]!);
  },
  'array.copy': (t) => {
    const [count, from, source, to, target] = [t.pop(), t.pop(), t.pop(), t.pop(), t.pop()];
    t.handler('array.copy', target, to, source, from, count);
  },
  'array.init_data': arrayInit('array.init_data'),
  'array.init_elem': arrayInit('array.init_elem'),
};
