import type { Engine } from '@softwasm/runtime';
import { type FeatureSet, withFeatures } from '@softwasm/syntax';
import { type Command, parseScript } from '@softwasm/wat';
import { engineNamed } from '../engines.ts';
import { runCommand } from './commands.ts';
import type { CommandOutcome } from './report.ts';
import { type Place, ScriptThreads } from './script-threads.ts';
import { Session } from './session.ts';
import { addShared, commandsAt, type StartThread, type ThreadTask } from './threads.ts';

/** How a script is run. */
export interface ScriptOptions {
  readonly features: FeatureSet;
  readonly engine: Engine;
  /** Receives what the functions of `spectest` print, a line a call. */
  readonly print: (line: string) => void;
  /** Told the line of each command before it is run. */
  readonly onCommand?: (line: number) => void;
  /** Runs the script's threads. Where it is missing, commands about threads fail. */
  readonly startThread?: StartThread;
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
  return runCommands(commands, session, { source, path: [] }, options);
}

/**
 * Runs a thread of a script, which another agent has started.
 *
 * @param print as in {@link ScriptOptions}
 * @param startThread for threads within
 * @returns the commands that failed, with their lines
 */
export async function runThread(
  task: ThreadTask,
  print: (line: string) => void,
  startThread: StartThread,
): Promise<readonly string[]> {
  const { source, path, shared } = task;
  const features = withFeatures(new Set(), task.features);
  const options = { features, engine: engineNamed(task.engine), print, startThread };
  const session = new Session(features, options.engine, print);
  addShared(session, shared);
  const commands = commandsAt(parseScript(source, { features }).commands, path);
  const outcomes = await runCommands(commands, session, { source, path }, options);
  return outcomes.flatMap(({ kind, line, failure }) =>
    failure === undefined ? [] : [`line ${line}, ${kind}: ${failure}`],
  );
}

async function runCommands(
  commands: readonly Command[],
  session: Session,
  place: Place,
  options: ScriptOptions,
): Promise<CommandOutcome[]> {
  const threads = new ScriptThreads(session, place, options);
  const failures: (string | undefined)[] = [];
  for (const [index, command] of commands.entries()) {
    options.onCommand?.(command.line);
    if (command.kind === 'thread') failures.push(threads.start(command, index));
    else if (command.kind === 'wait') failures.push(await threads.wait(command));
    else failures.push(runCommand(session, command));
  }
  // What nobody waited for must be over, too, and have gone well.
  for (const { index, ended } of threads.unawaited()) {
    options.onCommand?.((commands[index] as Command).line);
    failures[index] = await ended;
  }
  return commands.map((command, index) => {
    const outcome = { kind: keywordOf(command), line: command.line };
    const failure = failures[index];
    return failure === undefined ? outcome : { ...outcome, failure };
  });
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
