import { parentPort, workerData } from 'node:worker_threads';
import { withFeatures } from '@softwasm/syntax';
import { parseScript } from '@softwasm/wat';
import { engineNamed } from '../engines.ts';
import { startThread } from './node-threads.ts';
import { runCommands } from './run-script.ts';
import { Session } from './session.ts';
import { addShared, commandsAt, type ThreadTask } from './threads.ts';

/*
 * A thread of a script: a Node worker. It answers with the commands that failed.
 */

async function run({ source, path, features: list, engine, shared }: ThreadTask): Promise<readonly string[]> {
  const features = withFeatures(new Set(), list);
  const { commands } = parseScript(source, { features });
  const options = { features, engine: engineNamed(engine), print: (): void => undefined, startThread };
  const session = new Session(features, options.engine, options.print);
  addShared(session, shared);
  const outcomes = await runCommands({ source, path }, commandsAt(commands, path), session, options);
  return outcomes.flatMap(({ kind, line, failure }) =>
    failure === undefined ? [] : [`line ${line}, ${kind}: ${failure}`],
  );
}

void run(workerData as ThreadTask).then((failures) => parentPort?.postMessage(failures));
