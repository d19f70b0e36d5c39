import { InstructionParser } from '../instructions/instruction-parser.ts';
import { ModuleContext } from '../module-context.ts';

/** A module context with the parser of the expressions in its fields. */
export class FieldContext extends ModuleContext {
  readonly instructions: InstructionParser = new InstructionParser(this);
}
