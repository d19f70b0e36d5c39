/*
 * `softwasm/worker`: modules and shared memories for `postMessage`. Where `softwasm/polyfill` has installed the namespace in both agents that happens by
 * itself.
 */
export { fromMessage } from './messages/from-message.ts';
export { toMessage } from './messages/to-message.ts';
