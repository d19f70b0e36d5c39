import { INSTRUCTION_ID, type InstructionName, SIGNATURES } from '@softwasm/syntax';
import { HANDLER, type HandlerName } from '../handlers/index.ts';
import { OPERATION } from '../operations.generated.ts';
import type { OperationName } from './operands.ts';
import { type Shape, shapeOf } from './shapes.ts';
import type { Translate, Translator } from './translator.ts';

/** Operations of which there is one with a constant second operand. */
type WithConstant = Extract<OperationName, `${string} k`>;

function constantForm(name: string): WithConstant | undefined {
  const form = `${name} k`;
  return form in OPERATION ? (form as WithConstant) : undefined;
}

/** An instruction that pops operands and pushes one result, by an operation of its name. */
export function byOperation(name: InstructionName & OperationName): Translate {
  const { params, results } = SIGNATURES[INSTRUCTION_ID[name]]!;
  const shape = shapeOf(results[0]!);
  const operation = OPERATION[name];
  if (params.length === 1) return (t) => t.emitUnary(shape, operation, t.pop());
  const form = constantForm(name);
  if (form === undefined) return (t) => binary(t, shape, operation);
  const withConstant = OPERATION[form];
  return (t) => {
    if (t.topIsConstant) {
      const k = t.popConstant();
      t.emitBinary(shape, withConstant, t.pop(), k);
    } else binary(t, shape, operation);
  };
}

/** Pops two operands, and pushes what an operation makes of them. */
export function binary(t: Translator, shape: Shape, operation: number): void {
  const b = t.pop();
  const a = t.pop();
  t.emitBinary(shape, operation, a, b);
}

/** An instruction that pops operands and pushes results, by a handler of its name; a lane that is an immediate comes last. */
function byHandler(name: InstructionName & HandlerName): Translate {
  const id = INSTRUCTION_ID[name];
  const { params, results } = SIGNATURES[id]!;
  const immediates = name.includes('_lane') ? 1 : name === 'i8x16.shuffle' ? 4 : 0;
  return (t, at) => {
    const operands = params.map(() => t.pop()).reverse();
    for (let i = 0; i < immediates; i++) operands.push(t.body[at + i]!);
    t.handlerResult(shapeOf(results[0]!), name, ...operands);
    for (let i = 1; i < results.length; i++) t.push(shapeOf(results[i]!));
  };
}

/** The translation of an instruction that only computes. */
export function plain(name: InstructionName & (OperationName | HandlerName)): Translate {
  return name in OPERATION
    ? byOperation(name as InstructionName & OperationName)
    : byHandler(name as InstructionName & HandlerName);
}

/** Whether there is an operation or handler that does what an instruction of this name does. */
export function isPlain(name: InstructionName): name is InstructionName & (OperationName | HandlerName) {
  return name in OPERATION || name in HANDLER;
}
