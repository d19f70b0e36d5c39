import { Command } from 'commander';
import { apiCommand } from './commands/api.ts';
import { headlineCommand } from './commands/headline.ts';
import { kernelsCommand } from './commands/kernels.ts';
import { phasesCommand } from './commands/phases.ts';
import { programsCommand } from './commands/programs.ts';

/*
 * npm run bench: see README.md beside this folder.
 */
const program = new Command('bench')
  .description('Benchmarks of softwasm beside native code and its peers. Each command has a --help of its own.')
  .addHelpText(
    'after',
    '\nExamples:\n  npm run bench                                        all kernels on this Node\n  npm run bench -- nbody sha512 --host node,node26\n  npm run bench -- programs sql.js --host node-jitless\n  npm run bench -- phases --host chromium --json phases.json\n  npm run bench -- kernels --help',
  );
program.addCommand(kernelsCommand(), { isDefault: true });
program.addCommand(headlineCommand());
program.addCommand(programsCommand());
program.addCommand(phasesCommand());
program.addCommand(apiCommand());
await program.parseAsync();
