import {
  type Func,
  type FuncBody,
  type FuncType,
  instructionSlots,
  type ValidModule,
  type ValType,
} from '@softwasm/syntax';
import { Builder } from './build/builder.ts';
import { loopEntry, type OperandsAround, placeOfLoop } from './build/loop-entry.ts';
import { ModuleShape } from './build/module-shape.ts';
import { bytecodeDensity, estimateBytecode } from './emit/bytecode-estimate.ts';
import { declarationsOf, mentionedVariables, variablesIn } from './emit/declarations.ts';
import { DIALECTS } from './emit/emitters.ts';
import { layOut } from './emit/layout.ts';
import { functionIdentifier, variableNames } from './emit/names.ts';
import { Printer, type Uses } from './emit/printer.ts';
import { StatementPrinter } from './emit/statements.ts';
import { bodyName, putTrampoline } from './emit/tail-calls.ts';
import { FunctionIR, V_PARAM } from './ir/function-ir.ts';
import { LOWERINGS } from './lower/index.ts';
import { type CompileOptions, compileOptions, type PartialCompileOptions } from './options.ts';
import { findArithmetic } from './passes/arithmetic.ts';
import { dissolveDeepNesting } from './passes/deep-nesting.ts';
import { type PassResults, runPasses } from './passes/index.ts';
import { Ranges } from './passes/ranges.ts';
import type { Part } from './split/outline.ts';
import { Splitter } from './split/split.ts';

/** A function in JavaScript. */
export interface GeneratedFunction {
  /** Index in the function index space. */
  readonly index: number;
  /** The name in {@link source}. */
  readonly name: string;
  /** A function declaration in strict code, several lines. */
  readonly source: string;
  /** What stands behind it, beginning with a line's end: declarations of functions that only it calls; mostly empty. */
  readonly parts: string;
  /** What of an instance it uses. */
  readonly uses: Uses;
  /**
   * Triples of line (from 0, the first of `source`), column (from 0) and byte offset in the binary, ordered: what stands there came from the instruction at
   * that offset. Lines of `parts` follow those of `source`.
   */
  readonly positions: Int32Array;
  /** Estimated size of V8's bytecode in bytes; of a function in parts, of the largest. */
  readonly bytecode: number;
}

/** What is left of a function from a loop on. */
export interface GeneratedEntry {
  readonly generated: GeneratedFunction;
  /** The types of its last parameters, the operands; those before are the locals. */
  readonly operands: readonly ValType[];
}

/** How functions of the module itself are called: by name within one unit, or through the array of all functions. */
export type CallForm = 'names' | 'array';

/** What is generated: a function of the module, or the rest of one from a loop on. */
interface Subject {
  /** In the function index space. */
  readonly funcidx: number;
  readonly func: Func;
  readonly type: FuncType;
  readonly body: FuncBody;
  /** The function that it is as a whole, for tail calls of itself; -1. */
  readonly self: number;
}

/** A function in one piece; or if it is too large for that, by statement, and one behind, where its text begins, in estimated bytes of bytecode. */
type Whole = { readonly generated: GeneratedFunction; readonly places?: undefined } | { readonly places: Int32Array };

/** The text of one function in JavaScript. */
interface Printed {
  readonly text: string;
  /** Estimated bytes. */
  readonly bytecode: number;
}

/** A byte of a body becomes less bytecode than this: smaller ones need not be looked at. */
const BYTECODE_OF_BYTE = 12;
/** And hardly ever less than this. */
const LEAST_BYTECODE_OF_BYTE = 3.5;

/** Splitting aims at this share of what is allowed, and lower where calls of parts turn out to take too much; but not below the last one. */
const AIM = 0.9;
const LOWER = 0.7;
const LOWEST = 0.2;

/** Generates the functions of one module, one after the other, in the same arenas. */
export class Generator {
  readonly shape: ModuleShape;
  readonly options: CompileOptions;
  readonly ir: FunctionIR;
  private readonly builder: Builder;
  private readonly printer: Printer;

  /** @param ir arenas that nobody else is using at the time; absent: its own */
  constructor(shape: ModuleShape, options: CompileOptions, calls: CallForm, ir: FunctionIR = new FunctionIR()) {
    this.ir = ir;
    this.shape = shape;
    this.options = options;
    this.builder = new Builder(this.ir, shape, options);
    this.printer = new Printer(this.ir, shape, options, DIALECTS[options.tune]);
    const { importedFuncs } = shape;
    if (calls === 'names') {
      this.printer.functionName = (funcidx) =>
        funcidx < importedFuncs ? 'F' : functionIdentifier(funcidx, options.names);
    }
  }

  /** Builds the IR of a function as far as the passes take it; it is valid until the next call. */
  build(funcidx: number): FunctionIR {
    this.buildWithPasses(this.whole(funcidx));
    this.dissolveNesting();
    return this.ir;
  }

  private buildWithPasses({ type, body, self }: Subject): PassResults {
    this.builder.self = self;
    this.builder.build(type.params, type.results, body, LOWERINGS);
    return runPasses(this.ir, this.options);
  }

  private whole(funcidx: number): Subject {
    const func = this.shape.module.funcs[funcidx - this.shape.importedFuncs]!;
    return { funcidx, func, type: this.shape.funcType(func.type), body: func.body(), self: funcidx };
  }

  /** What nests too deeply becomes a state machine. @returns the variable of its state; -1 where there is none */
  private dissolveNesting(): number {
    const { ir } = this;
    const { maxNesting } = this.options;
    return ir.nesting > maxNesting ? dissolveDeepNesting(ir, maxNesting) : -1;
  }

  /**
   * Generates a function.
   *
   * @param funcidx of a defined function, in the function index space
   * @throws UnsupportedError where it uses an instruction that is not compiled
   */
  generate(funcidx: number): GeneratedFunction {
    return this.generateSubject(this.whole(funcidx));
  }

  /**
   * Generates what is left of a function from a loop on, see {@link loopEntry}: its parameters are all the locals, and the operands that are there.
   *
   * @param funcidx of a defined function, in the function index space
   * @param offset the byte offset of the `loop`
   */
  generateEntry(funcidx: number, offset: number): GeneratedEntry {
    const whole = this.whole(funcidx);
    const operands = this.operandsAt(whole, placeOfLoop(whole.body.expr.code, offset));
    const { params, body } = loopEntry(whole.type.params, whole.body, offset, operands);
    const generated = this.generateSubject({ ...whole, type: { ...whole.type, params }, body, self: -1 });
    return { generated, operands: operands.types };
  }

  /** The operands where a loop begins. @param at where it stands in the code */
  private operandsAt({ type, body, self }: Subject, at: number): OperandsAround {
    const { builder } = this;
    builder.self = self;
    builder.build(type.params, type.results, body, LOWERINGS, at + instructionSlots(body.expr.code, at));
    // The first frame is the function's own.
    return {
      types: [...builder.types],
      frames: builder.frames.slice(1).map(({ values, paramTypes }) => ({ values, paramTypes })),
    };
  }

  private generateSubject(subject: Subject): GeneratedFunction {
    const p = this.printer;
    const { names } = this.options;
    const { funcidx, type } = subject;
    const name = functionIdentifier(funcidx, names);
    p.partName = (part) => `${name}$${part}`;
    // A BigInt does not go from part to part. What will have parts is built without, mostly at once.
    this.builder.mayHaveLongs = !this.isLarge(subject, LEAST_BYTECODE_OF_BYTE);
    let { live, slots, lives } = this.prepare(subject);
    let whole = this.printWhole(subject, live);
    if (whole.places !== undefined && this.ir.hasLongs) {
      this.builder.mayHaveLongs = false;
      ({ live, slots, lives } = this.prepare(subject));
      whole = this.printWhole(subject, live);
    }
    this.builder.mayHaveLongs = true;
    if (whole.places === undefined) return whole.generated;
    const splitter = new Splitter(this.ir, { slots, lives, places: whole.places }, type.results);
    // Calls of parts take room, too: how much is known when they are printed.
    const { maxBytecode } = this.options;
    let best: GeneratedFunction | undefined;
    for (let aim = AIM; ; aim *= LOWER) {
      const parts = splitter.split(aim * maxBytecode);
      p.names = variableNames(this.ir, slots, names?.locals.get(funcidx));
      const generated = this.printAll(subject, parts, live);
      if (best !== undefined && best.bytecode <= generated.bytecode) return best;
      best = generated;
      if (parts === undefined || generated.bytecode <= maxBytecode || aim < LOWEST) return generated;
    }
  }

  /** Builds a function, and tells the printer what it has to know of it. */
  private prepare(subject: Subject): PassResults {
    const { funcidx } = subject;
    const results = this.buildWithPasses(subject);
    const p = this.printer;
    p.exact = results.exact;
    p.arithmetic = findArithmetic(this.ir);
    p.names = variableNames(this.ir, results.slots, this.options.names?.locals.get(funcidx));
    return results;
  }

  /** Prints the function as it is, unless it is too large. */
  private printWhole(subject: Subject, live: Uint8Array): Whole {
    if (!this.isLarge(subject, BYTECODE_OF_BYTE)) return { generated: this.printAll(subject, undefined, live) };
    const { statementCount, nesting } = this.ir;
    const { maxBytecode, maxNesting } = this.options;
    const places = new Int32Array(statementCount + 1);
    // What may be too large mostly is not. Where it is for sure, and where printing changes the statements, they are printed for their size alone.
    if (nesting <= maxNesting && !this.isLarge(subject, LEAST_BYTECODE_OF_BYTE)) {
      const generated = this.printAll(subject, undefined, live, places);
      return finishPlaces(places) > maxBytecode ? { places } : { generated };
    }
    this.measure(subject.type.results, places);
    return finishPlaces(places) > maxBytecode ? { places } : { generated: this.printAll(subject, undefined, live) };
  }

  /** Prints the function as it is, or its parts. @param places see {@link StatementPrinter.places} */
  private printAll(
    subject: Subject,
    parts: readonly Part[] | undefined,
    live: Uint8Array,
    places?: Int32Array,
  ): GeneratedFunction {
    const p = this.printer;
    const { funcidx, type } = subject;
    const name = functionIdentifier(funcidx, this.options.names);
    p.reset();
    const comment = this.comment(subject);
    parts?.[0]?.statements.install();
    const nameOf = (tailCalls: boolean): string => (tailCalls ? bodyName(name) : name);
    const whole = this.print(
      nameOf,
      this.parameters(),
      parts === undefined ? variablesIn(this.ir, live) : mentionedVariables(this.ir),
      type.results,
      places,
    );
    if (p.tailCalls) putTrampoline(p, name, type);
    const trampoline = p.takeText();
    let { bytecode } = whole;
    let behind = '';
    parts?.forEach(({ params, statements }, part) => {
      if (part === 0) return;
      statements.install();
      p.newline();
      const before = p.takeText();
      const printed = this.print(() => p.partName(part), params, mentionedVariables(this.ir), type.results);
      behind += before + printed.text;
      bytecode = Math.max(bytecode, printed.bytecode);
    });
    return {
      index: funcidx,
      name,
      source: `${comment}${whole.text}${trampoline}`,
      parts: behind,
      uses: p.uses,
      positions: p.takePositions(),
      bytecode,
    };
  }

  /** Whether a function has more bytecode than is allowed, were each byte of its body so much. */
  private isLarge({ func }: Subject, bytecodeOfByte: number): boolean {
    const { tune, passes, maxBytecode } = this.options;
    return tune === 'jit' && passes.split && func.size * bytecodeOfByte >= maxBytecode;
  }

  /** Finds out where the text of each statement would begin, without keeping it. */
  private measure(results: FuncType['results'], places: Int32Array): void {
    const p = this.printer;
    p.reset();
    p.keepsText = false;
    new StatementPrinter(p, layOut(this.ir), results, places).print();
    p.keepsText = true;
  }

  /**
   * Prints the statements that are in the IR as a function.
   *
   * @param name whether there are tail calls in it is known when it is printed
   * @param variables that it mentions
   */
  private print(
    name: (tailCalls: boolean) => string,
    params: readonly number[],
    variables: ArrayLike<number>,
    results: FuncType['results'],
    places?: Int32Array,
  ): Printed {
    const p = this.printer;
    const from = p.size;
    const mark = this.ir.scratch.mark();
    p.scratch.clear();
    p.outer?.reset();
    const state = this.dissolveNesting();
    if (state >= 0) p.names[state] = 'state';
    if (this.options.tune === 'jitless' && this.options.passes.ranges)
      p.ranges = new Ranges(this.ir, this.options.passes.facts);
    const statements = new StatementPrinter(p, layOut(this.ir), results, places);
    p.newline();
    statements.print();
    p.put('}');
    const printed = p.takeText();
    const settled = p.outer?.settle(printed, from);
    const own = [...p.scratch, ...(state >= 0 ? ['state'] : []), ...(settled?.declarations ?? [])];
    // Declarations stand on the line of the header, so that they may be put there last.
    const declarations = `${this.aliases()}${declarationsOf(this.ir, p.names, variables, params, own)}`;
    this.ir.scratch.release(mark);
    const header = `function ${name(p.tailCalls)}(${params.map((v) => p.names[v]).join()}){`;
    return {
      text: `${header}${declarations}${settled?.text ?? printed}`,
      bytecode: estimateBytecode(p.size - from + declarations.length),
    };
  }

  private comment({ funcidx, func: { offset, size } }: Subject): string {
    if (!this.options.comments) return '';
    this.printer.put(`// function ${funcidx}: bytes 0x${offset.toString(16)} to 0x${(offset + size).toString(16)}`);
    this.printer.newline();
    return this.printer.takeText();
  }

  private parameters(): number[] {
    const params: number[] = [];
    for (let v = 0; v < this.ir.varCount && this.ir.varKind[v] === V_PARAM; v++) params.push(v);
    return params;
  }

  /**
   * Local names for the objects that hold views: V8 finds out that a variable of the unit is a constant only where it is read outside of loops.
   */
  private aliases(): string {
    const { uses, viewsAreConstant } = this.printer;
    if (!viewsAreConstant) return '';
    if (uses.views.size + uses.shortViews.size === 0) return '';
    const aliases = [...new Set([...uses.views, ...uses.shortViews])].map((memory) => `m${memory}=M${memory}`);
    return `const ${aliases.join()};`;
  }
}

/** Makes bytes of bytecode of the characters at which statements begin. @returns how many there are */
function finishPlaces(places: Int32Array): number {
  const count = places.length - 1;
  const from = places[0]!;
  const density = bytecodeDensity(places[count]! - from);
  for (let i = count; i >= 0; i--) {
    const place = places[i]!;
    places[i] = place < 0 ? places[i + 1]! : Math.round((place - from) * density);
  }
  return places[count]!;
}

/**
 * Generates one function. Whoever wants several of a module keeps a {@link Generator}.
 *
 * @param funcidx of a defined function, in the function index space
 * @throws UnsupportedError where it uses an instruction that is not compiled
 */
export function compileFunction(
  module: ValidModule,
  funcidx: number,
  options: PartialCompileOptions = {},
): GeneratedFunction {
  return new Generator(new ModuleShape(module), compileOptions(options), 'array').generate(funcidx);
}
