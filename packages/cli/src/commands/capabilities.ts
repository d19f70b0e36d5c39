import { Command } from 'commander';
import { type Capabilities, capabilities } from 'softwasm';
import { say } from '../terminal.ts';

interface Options {
  readonly json?: true;
}

export function capabilitiesCommand(): Command {
  return new Command('capabilities')
    .description('Shows what this host allows and has, which engine softwasm chooses here, and why.')
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  softwasm capabilities\n  node --disallow-code-generation-from-strings node_modules/.bin/softwasm capabilities --json',
    )
    .action(show);
}

const REASONS: Readonly<Record<Capabilities['engine']['reason'], string>> = {
  undecided: 'nothing was compiled yet',
  evaluates: 'generated code may be evaluated',
  'evaluation-refused': 'generated code may not be evaluated',
  'import-refused': 'generated code may be neither evaluated nor imported',
  given: 'it was asked for',
};

/** `sharedArrayBuffer` as `shared array buffer`. */
function title(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function show({ json }: Options): void {
  const report = capabilities();
  if (json === true) {
    say(JSON.stringify(report, undefined, 2));
    return;
  }
  const { version, host, engine } = report;
  const tune =
    engine.tune === undefined ? '' : `, code for engines ${engine.tune === 'jit' ? 'with' : 'without'} a JIT`;
  say(`softwasm ${version}`);
  say(`engine: ${engine.name}${tune}: ${REASONS[engine.reason]}`);
  say('host:');
  for (const [name, value] of Object.entries(host)) {
    say(`  ${title(name)}: ${typeof value === 'boolean' ? (value ? 'yes' : 'no') : value}`);
  }
}
