import { Command } from 'commander';
import { apiCommand } from './commands/api.ts';
import { kernelsCommand } from './commands/kernels.ts';

/*
 * npm run bench: see README.md beside this folder.
 */
const program = new Command('bench').description('Benchmarks of softwasm beside native code and its peers.');
program.addCommand(kernelsCommand(), { isDefault: true });
program.addCommand(apiCommand());
await program.parseAsync();
