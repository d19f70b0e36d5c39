import type { Engine } from '@softwasm/runtime';
import type { FeatureSet } from '@softwasm/syntax';
import { type Command, parseScript } from '@softwasm/wat';
import { runCommand } from './commands.ts';
import type { CommandOutcome } from './report.ts';
import { Session } from './session.ts';

/** How a script is run. */
export interface ScriptOptions {
  readonly features: FeatureSet;
  readonly engine: Engine;
  /** Receives what the functions of `spectest` print, a line a call. */
  readonly print: (line: string) => void;
  /** Told the line of each command before it is run. */
  readonly onCommand?: (line: number) => void;
}

/**
 * Runs a script of the official test suite's language, `.wast`. A command that fails does not keep the next ones from being run.
 *
 * @param source UTF-8
 * @returns one outcome for each top-level command, in order
 * @throws ParseError where the text is no script; malformed modules in it are their commands' affair
 * @see https://github.com/WebAssembly/spec/tree/main/interpreter#scripts
 */
export async function runScript(source: Uint8Array, options: ScriptOptions): Promise<CommandOutcome[]> {
  const { commands } = parseScript(source, { features: options.features });
  const session = new Session(options.features, options.engine, options.print);
  const outcomes: CommandOutcome[] = [];
  for (const command of commands) {
    options.onCommand?.(command.line);
    const failure = runCommand(session, command);
    const outcome = { kind: keywordOf(command), line: command.line };
    outcomes.push(failure === undefined ? outcome : { ...outcome, failure });
  }
  return outcomes;
}

/** The word that the command begins with. */
function keywordOf(command: Command): string {
  switch (command.kind) {
    case 'instance':
      return 'module';
    case 'action':
      return command.action.kind;
    case 'assert_uninstantiable':
      return 'assert_trap';
    default:
      return command.kind;
  }
}
