export { countCommands } from './count-commands.ts';
export { findProgram, HOSTS, type Host, type HostCommand } from './hosts/hosts.ts';
export { messageIn } from './hosts/message-line.ts';
export { expectedCounts, findSuite, REPOSITORY, SuiteMissing } from './suite.ts';
