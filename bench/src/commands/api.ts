import { writeFileSync } from 'node:fs';
import { Command } from 'commander';
import { WebAssembly } from 'softwasm';
import { API_CASES } from '../api/cases.ts';
import { type ApiMeasurement, type ApiReport, apiEngines, measureApi } from '../api/measure-api.ts';
import type { Clock } from '../guest/clock.ts';
import { machine } from '../machine.ts';
import { formatRatio, textTable } from '../table.ts';
import { clockOption, count } from './options.ts';

interface ApiOptions {
  readonly clock: Clock;
  readonly rounds: number;
  readonly warmups: number;
  readonly json?: string;
}

/** `bench api [parts...]`. */
export function apiCommand(): Command {
  return new Command('api')
    .description(
      'Times operations of the JavaScript API, native beside softwasm, interleaved, and checks their answers.',
    )
    .argument('[parts...]', 'operations in whose name one of these occurs (default: all)')
    .addOption(clockOption())
    .option('--rounds <n>', 'measured rounds', count, 15)
    .option('--warmups <n>', 'rounds before those, the first of which is reported, too', count, 10)
    .option('--json <file>', 'write all figures, with machine and versions')
    .action(runApi);
}

function cells({ firstNs, medianNs, error }: ApiMeasurement, base: ApiMeasurement): string[] {
  if (firstNs === undefined || medianNs === undefined) return [`failed: ${error}`];
  const cell = (ns: number, of = Number.NaN): string => `${ns.toFixed(0)} ns (${formatRatio(ns / of)})`;
  return [cell(medianNs, base.medianNs), cell(firstNs, base.firstNs)];
}

async function runApi(parts: readonly string[], options: ApiOptions): Promise<void> {
  const engines = await apiEngines(WebAssembly);
  const reports: ApiReport[] = [];
  for (const [index, { name }] of API_CASES.entries()) {
    if (parts.length > 0 && !parts.some((part) => name.includes(part))) continue;
    reports.push(measureApi(index, engines, options));
  }
  const head = ['operation (× the first engine)', ...engines.flatMap(({ name }) => [name, 'first round'])];
  const rows = reports.map(({ name, measurements }) => {
    const [base] = measurements as [ApiMeasurement];
    return [name, ...measurements.flatMap((one) => cells(one, base))];
  });
  console.log(textTable([head, ...rows]));
  if (options.json !== undefined) {
    writeFileSync(options.json, `${JSON.stringify({ machine: machine(), options, api: reports }, null, 2)}\n`);
  }
  const failed = reports.filter(({ measurements }) => measurements.some(({ error }) => error !== undefined)).length;
  console.log(`${reports.length - failed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}
