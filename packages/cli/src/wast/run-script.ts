import type { Engine } from '@softwasm/runtime';
import type { FeatureSet } from '@softwasm/syntax';
import { type Command, parseScript, type ThreadCommand, type WaitCommand } from '@softwasm/wat';
import { runCommand } from './commands.ts';
import type { CommandOutcome } from './report.ts';
import { Session } from './session.ts';
import { type StartThread, shareInstances } from './threads.ts';

/** How a script is run. */
export interface ScriptOptions {
  readonly features: FeatureSet;
  readonly engine: Engine;
  /** Receives what the functions of `spectest` print, a line a call. */
  readonly print: (line: string) => void;
  /** Told the line of each command before it is run. */
  readonly onCommand?: (line: number) => void;
  /** Runs the script's threads; absent: their commands fail. */
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
  return runCommands({ source, path: [] }, commands, session, options);
}

/** Where commands stand: a script, and the path of the thread in it. */
export interface Place {
  readonly source: Uint8Array;
  readonly path: readonly number[];
}

/** Runs commands of a script or thread. @returns one outcome each, in order */
export async function runCommands(
  place: Place,
  commands: readonly Command[],
  session: Session,
  options: ScriptOptions,
): Promise<CommandOutcome[]> {
  const threads = new ScriptThreads(place, session, options);
  const outcomes: CommandOutcome[] = [];
  for (const [index, command] of commands.entries()) {
    options.onCommand?.(command.line);
    const failure =
      command.kind === 'thread'
        ? threads.start(index, command)
        : command.kind === 'wait'
          ? await threads.wait(command)
          : runCommand(session, command);
    const outcome = { kind: keywordOf(command), line: command.line };
    outcomes.push(failure === undefined ? outcome : { ...outcome, failure });
  }
  return outcomes;
}

/** The threads that a script, or a thread of it, has started. */
class ScriptThreads {
  readonly #place: Place;
  readonly #session: Session;
  readonly #options: ScriptOptions;
  readonly #running = new Map<string, Promise<string | undefined>>();
  #latest: Promise<string | undefined> | undefined;

  constructor(place: Place, session: Session, options: ScriptOptions) {
    this.#place = place;
    this.#session = session;
    this.#options = options;
  }

  /** @returns why it cannot begin */
  start(index: number, { id, shared }: ThreadCommand): string | undefined {
    const { startThread, features, engine } = this.#options;
    if (startThread === undefined) return 'there are no threads in this host';
    const { source, path } = this.#place;
    try {
      const task = { source, path: [...path, index], features: [...features], engine: engine.name };
      const running = startThread({ ...task, shared: shareInstances(this.#session, shared) });
      this.#latest = running.then(
        (failures) => (failures.length === 0 ? undefined : failures.join('; ')),
        (error) => String(error),
      );
    } catch (error) {
      return String(error);
    }
    if (id !== undefined) this.#running.set(id, this.#latest);
    return undefined;
  }

  /** @returns what failed in the thread */
  wait({ id }: WaitCommand): Promise<string | undefined> {
    const running = id === undefined ? this.#latest : this.#running.get(id);
    return running ?? Promise.resolve(`there is no thread${id === undefined ? '' : ` ${id}`}`);
  }
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
