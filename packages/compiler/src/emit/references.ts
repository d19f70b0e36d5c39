import type { ReferenceOp } from '../ir/node-ops.ts';
import { DESCRIPTOR, EXACTLY, KINDS } from '../ir/references.ts';
import {
  type Emitter,
  P_ASSIGN,
  P_CALL,
  P_COND,
  P_EQUALITY,
  P_SHIFT,
  type Printer,
  SIGNED,
  TRUTH,
  UNSIGNED,
  VALUE,
} from './printer.ts';
import type { RuntimeHelper } from './runtime-helpers.ts';

/** A property or element: nothing binds more strongly, but an unsigned word is converted. */
function property(print: (p: Printer, n: number) => void): Emitter {
  return (p, n, prec, mode) => {
    const converts = mode === UNSIGNED && p.ir.type[n] === 0;
    if (converts && prec > P_SHIFT) p.put('(');
    p.expr(p.ir.a[n]!, P_CALL, VALUE);
    print(p, n);
    if (converts) p.put(prec > P_SHIFT ? '>>>0)' : '>>>0');
  };
}

/** A comparison of references or of small numbers: as a word it is converted. */
function test(print: (p: Printer, n: number) => void): Emitter {
  return (p, n, prec, mode) => {
    const own = mode === TRUTH ? P_EQUALITY : P_COND;
    if (own < prec) p.put('(');
    print(p, n);
    if (mode !== TRUTH) p.put('?1:0');
    if (own < prec) p.put(')');
  };
}

const emitField = property((p, n) => {
  const word = p.ir.b[n]!;
  p.put(word === DESCRIPTOR ? '.desc' : `.w${word}`);
});

/** Floats whose bits matter are read once more where they are NaNs, as from a memory. */
function float(method: string, ofNaN: RuntimeHelper): Emitter {
  return (p, n, prec, mode) => {
    const { ir } = p;
    const array = ir.a[n]!;
    const at = ir.b[n]!;
    const load = (): void => {
      p.expr(array, P_CALL, VALUE);
      p.put(method);
      p.expr(at, P_ASSIGN, SIGNED);
      p.put(',true)');
    };
    if (mode !== VALUE || !p.options.exactNaN) {
      load();
      return;
    }
    p.useScratch('nx');
    if (P_COND < prec) p.put('(');
    p.put('(nx=');
    load();
    p.put(')===nx?nx:');
    p.putHelper(ofNaN);
    p.put('(');
    p.expr(array, P_CALL, VALUE);
    p.put('.e,');
    p.expr(at, P_ASSIGN, SIGNED);
    p.put(')');
    if (P_COND < prec) p.put(')');
  };
}

/** Printers of what looks into references, or makes them. */
export const REFERENCE_EMITTERS: Readonly<Record<ReferenceOp, Emitter>> = {
  field: emitField,
  'field.const': emitField,
  payload: property((p, n) => p.put(`.words[${p.ir.b[n]}]`)),
  'array.len': property((p) => p.put('.n')),
  'array.slot': property((p, n) => {
    p.put('.e[');
    p.expr(p.ir.b[n]!, P_ASSIGN, SIGNED);
    p.put(']');
  }),
  'array.f32': float('.e.getFloat32(', 'load_f32_nan'),
  'array.f64': float('.e.getFloat64(', 'load_f64_nan'),
  'i31.get': property(() => {}),
  'ref.i31': (p, n, prec) => {
    if (prec > P_SHIFT) p.put('(');
    p.expr(p.ir.a[n]!, P_SHIFT, p.any);
    p.put('<<1>>1');
    if (prec > P_SHIFT) p.put(')');
  },
  'is.type': test((p, n) => {
    const type = p.ir.b[n]!;
    const depth = p.ir.c[n]!;
    p.uses.types.add(type);
    p.expr(p.ir.a[n]!, P_CALL, VALUE);
    p.put(depth === EXACTLY ? `.type===type${type}` : `.d${depth}===type${type}`);
  }),
  'is.kind': test((p, n) => {
    p.expr(p.ir.a[n]!, P_CALL, VALUE);
    p.put(`.aggregate==='${KINDS[p.ir.b[n]!]}'`);
  }),
  'is.i31': test((p, n) => {
    p.put('typeof ');
    p.expr(p.ir.a[n]!, P_CALL, VALUE);
    p.put("==='number'");
  }),
  tagged: test((p, n) => {
    p.uses.tags.add(p.ir.b[n]!);
    p.expr(p.ir.a[n]!, P_CALL, VALUE);
    p.put(`.tag===tag${p.ir.b[n]}`);
  }),
};
