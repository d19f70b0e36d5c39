import { decodeModule } from '@softwasm/decoder';
import { F64, I32, I64, INSTRUCTION_ID, INSTRUCTION_NAMES, instructionSlots } from '@softwasm/syntax';
import { validateModule } from '@softwasm/validator';
import { assemble } from '@softwasm/wat';
import { describe, expect, it } from 'vitest';
import { loopEntry, type OperandsAround, placeOfLoop } from '../src/build/loop-entry.ts';
import { ModuleShape } from '../src/build/module-shape.ts';
import { Generator } from '../src/generate.ts';
import { compileOptions } from '../src/options.ts';

function moduleOf(text: string) {
  return validateModule(decodeModule(assemble(text)));
}

/** The byte offset of a `loop`, by its ordinal. */
function loopOffset(code: Int32Array, ordinal: number): number {
  for (let pc = 0; pc < code.length; pc += instructionSlots(code, pc)) {
    if (code[pc] === INSTRUCTION_ID.loop && ordinal-- === 0) return code[pc + 1]!;
  }
  throw new Error('no such loop');
}

/** No operands anywhere. @param depth how many constructs are around the loop */
const nothing = (depth: number): OperandsAround => ({
  types: [],
  frames: Array.from({ length: depth + 1 }, () => ({ values: 0, paramTypes: [] })),
});

/** The names of the instructions of a function of one i32 from a loop on. */
function rest(body: string, ordinal: number, depth: number): string {
  const { funcs } = moduleOf(`(module (func $f) (func (param i32) ${body}))`);
  const { locals, expr } = funcs[1]!.body();
  const entry = loopEntry([I32], { locals, expr }, loopOffset(expr.code, ordinal), nothing(depth));
  const names: string[] = [];
  const { code } = entry.body.expr;
  for (let pc = 0; pc < code.length; pc += instructionSlots(code, pc)) names.push(INSTRUCTION_NAMES[code[pc]!]!);
  return names.join(' ');
}

describe('what is left of a function from a loop on', () => {
  it('lacks what stands in front of it', () => {
    expect(rest('(call $f) (block (call $f) (loop (nop)))', 0, 1)).toBe('block loop nop end end end');
  });

  it('skips that the first time where it may come again', () => {
    expect(rest('(call $f) (loop (call $f) (loop (nop)))', 1, 1)).toBe(
      'loop local.get if call end i32.const local.set loop nop end end end',
    );
  });

  it('lacks the arm that cannot be reached', () => {
    const arms = '(if (local.get 0) (then (loop (nop))) (else (call $f) (if (local.get 0) (then) (else (call $f)))))';
    expect(rest(`${arms} (if (local.get 0) (then) (else))`, 0, 1)).toBe(
      'block loop nop end end local.get if else end end',
    );
    expect(rest('(if (local.get 0) (then (call $f)) (else (call $f) (loop (nop))))', 0, 1)).toBe(
      'block loop nop end end end',
    );
  });

  it('comes to the arm of its loop the first time where it has both', () => {
    expect(rest('(loop (if (local.get 0) (then (call $f)) (else (loop (nop)))))', 1, 2)).toBe(
      'loop local.get if local.get local.set else i32.const local.set end local.get if call else i32.const local.set loop nop end end end end',
    );
  });

  it('is asked for with the loop’s offset', () => {
    const { code } = moduleOf('(module (func (loop (loop))))').funcs[0]!.body().expr;
    expect(placeOfLoop(code, loopOffset(code, 1))).toBe(3);
    expect(() => placeOfLoop(code, 1)).toThrow(RangeError);
  });
});

describe('a generated entry', () => {
  const TEXT = `(module (func (param i32 f64) (result f64) (local i64)
    (local.get 1) (i64.const 5)
    (loop (br_if 0 (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
    (local.set 2) (f64.add (f64.convert_i64_s (local.get 2)))))`;

  it('takes all locals, and the operands that are there', () => {
    const module = moduleOf(TEXT);
    const generator = new Generator(new ModuleShape(module), compileOptions({}), 'array');
    const { generated, operands } = generator.generateEntry(0, loopOffset(module.funcs[0]!.body().expr.code, 0));
    expect(operands).toEqual([F64, I64]);
    expect(/^function \w+\(([^)]*)\)/.exec(generated.source)?.[1]).toBe('l0,l1,l2,l2h,l3,l4,l4h');
    expect(generated.index).toBe(0);
  });

  it('leaves the function itself as it is', () => {
    const module = moduleOf(TEXT);
    const generator = new Generator(new ModuleShape(module), compileOptions({}), 'array');
    const before = generator.generate(0).source;
    generator.generateEntry(0, loopOffset(module.funcs[0]!.body().expr.code, 0));
    expect(generator.generate(0).source).toBe(before);
  });
});
