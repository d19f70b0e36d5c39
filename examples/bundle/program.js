import { count, limit } from './primes.wasm';

console.log(`primes below ${limit}:`, count(limit));
