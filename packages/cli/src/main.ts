#!/usr/bin/env node
import { main } from './program.ts';
import { endWithReader } from './terminal.ts';

endWithReader();
process.exitCode = await main(process.argv.slice(2));
