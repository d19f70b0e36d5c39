import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { capabilitiesCommand } from './commands/capabilities.ts';
import { compileCommand } from './commands/compile.ts';
import { inspectCommand } from './commands/inspect.ts';
import { parseCommand } from './commands/parse.ts';
import { printCommand } from './commands/print.ts';
import { runCommand } from './commands/run.ts';
import { validateCommand } from './commands/validate.ts';
import { wastCommand } from './commands/wast.ts';
import { EXIT } from './exit-codes.ts';
import { Failure, UsageError } from './failure.ts';
import { complain } from './terminal.ts';

const COMMANDS = [
  runCommand,
  validateCommand,
  inspectCommand,
  parseCommand,
  printCommand,
  wastCommand,
  compileCommand,
  capabilitiesCommand,
] as const;

function version(): string {
  const manifest = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}

/** The command line `softwasm`, with all its commands. */
export function createProgram(): Command {
  const program = new Command('softwasm')
    .description("WebAssembly in software: runs, checks and shows wasm modules without the host's WebAssembly.")
    .version(version(), '-V, --version', 'print the version')
    .helpCommand(true)
    .showHelpAfterError('(softwasm --help says more)')
    .exitOverride()
    .addHelpText(
      'after',
      `
Files may be binaries or text; - is standard input.
Exit codes: 0 all went well; 1 the module or program failed; 2 the command line is wrong.

Examples:
  softwasm run add.wat --invoke add 1 2
  softwasm validate *.wasm
  softwasm inspect module.wasm --disassemble main
  softwasm parse in.wat -o out.wasm`,
    );
  for (const make of COMMANDS) {
    // Sub-commands added whole do not inherit these.
    program.addCommand(make().exitOverride().showHelpAfterError('(softwasm help <command> says more)'));
  }
  return program;
}

/**
 * Runs the command line.
 *
 * @param args without the program's name
 * @returns the exit code
 */
export async function main(args: readonly string[]): Promise<number> {
  try {
    await createProgram().parseAsync(args, { from: 'user' });
    return EXIT.ok;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    if (error instanceof Failure) {
      if (error.message !== '') complain(error.message);
      return EXIT.failure;
    }
    if (error instanceof UsageError) {
      complain(`error: ${error.message}`);
      return EXIT.usage;
    }
    throw error;
  }
}
