/** What a guest program says in a line of its output; `undefined` for lines that engines print of their own. */
export function messageIn<Message extends object>(line: string): Message | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    return JSON.parse(line) as Message;
  } catch {
    return undefined;
  }
}
