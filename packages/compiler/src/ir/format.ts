import { type FunctionIR, V_LOCAL, V_PARAM } from './function-ir.ts';
import { NODE_NAMES, WORD_TYPES } from './node-ops.ts';
import { OPENING, STATEMENT_OPS, type StatementOp } from './statement-ops.ts';
import { visitDefinitions, visitOperands, visitRoots } from './visit.ts';

/** Statements whose `x` is a label. */
const LABELLED: ReadonlySet<StatementOp> = new Set([
  'block',
  'loop',
  'try',
  'catch',
  'if',
  'else',
  'end',
  'break',
  'continue',
  'switch',
  'again',
]);

/** The IR of a function as text, one statement a line: for tests and for whoever works on the compiler. */
export function formatIR(ir: FunctionIR): string {
  const lines: string[] = [];
  let depth = 0;
  for (let i = 0; i < ir.statementCount; i++) {
    const op = STATEMENT_OPS[ir.kind[i]!]!;
    const outdent = op === 'end' || op === 'else' || op === 'catch' || op === 'case' || op === 'default';
    if (op === 'end') depth--;
    const indent = op === 'end' || !outdent ? depth : depth - 1;
    lines.push(`${'  '.repeat(indent)}${formatStatement(ir, i, op)}`);
    if (OPENING[ir.kind[i]!] === 1) depth++;
  }
  return lines.join('\n');
}

function formatStatement(ir: FunctionIR, i: number, op: StatementOp): string {
  const variables: string[] = [];
  visitDefinitions(ir, i, (variable) => void variables.push(formatVariable(ir, variable)));
  const operands: string[] = [];
  visitRoots(ir, i, (n) => void operands.push(formatNode(ir, n)));
  const results = variables.length === 0 ? '' : `${variables.join(', ')} = `;
  const label = LABELLED.has(op) ? ` L${ir.x[i]}` : op === 'set' || op === 'effect' ? '' : ` ${ir.x[i]}`;
  const offset = op === 'store' ? ` +${ir.z[i]! >>> 0}` : '';
  const name = op === 'set' ? '' : `${op}${label}${offset} `;
  return `${results}${name}${operands.join(', ')}`.trimEnd();
}

function formatVariable(ir: FunctionIR, variable: number): string {
  const kind = ir.varKind[variable];
  if (kind !== V_PARAM && kind !== V_LOCAL) return `%${variable}:${WORD_TYPES[ir.varType[variable]!]}`;
  const word = ir.varWord[variable]!;
  return `$${ir.varLocal[variable]}${word === 0 ? '' : `.${word}`}`;
}

function formatNode(ir: FunctionIR, n: number): string {
  const name = NODE_NAMES[ir.op[n]!]!;
  switch (name) {
    case 'get':
      return formatVariable(ir, ir.a[n]!);
    case 'i32.const':
      return String(ir.a[n]);
    case 'f32.const':
      return `f32:${(ir.a[n]! >>> 0).toString(16)}`;
    case 'f64.const':
      return `f64:${(ir.b[n]! >>> 0).toString(16)}_${(ir.a[n]! >>> 0).toString(16)}`;
    case 'global':
    case 'entity':
      return `${name}[${ir.a[n]},${ir.b[n]}]`;
  }
  const operands: string[] = [];
  visitOperands(ir, n, (operand) => void operands.push(formatNode(ir, operand)));
  const suffix = name.startsWith('load') ? `+${ir.b[n]! >>> 0}` : name === 'call' ? `[${ir.a[n]}]` : '';
  return `${name}${suffix}(${operands.join(', ')})`;
}
