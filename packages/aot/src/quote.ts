/** A name of a binary as a string literal, of JavaScript and TypeScript: it may be anything. */
export function quote(name: string): string {
  return JSON.stringify(name).replace(/[\u2028\u2029]/g, escapeUnit);
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
