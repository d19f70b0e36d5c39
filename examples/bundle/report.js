/** What the guest calls. */
export function report(prime) {
  console.log('prime:', prime);
}
