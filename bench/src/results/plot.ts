import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { defaultBase } from '../engine-list.ts';
import type { KernelReport, Results } from '../report.ts';
import { columnsOf, ratioTo } from './kernel-results.ts';

/** A dot: how an engine does on a kernel in a host. */
interface Point {
  readonly host: string;
  readonly kernel: string;
  readonly engine: string;
  readonly ratio: number;
}

function pointsOf(reports: readonly KernelReport[], host: string): readonly Point[] {
  const engines = columnsOf(reports);
  const base = defaultBase(engines);
  return reports.flatMap((report) =>
    engines.flatMap((engine) => {
      const ratio = ratioTo(report, engine, base);
      return Number.isFinite(ratio) ? [{ host: `${host}: × ${base}`, kernel: report.kernel, engine, ratio }] : [];
    }),
  );
}

/** Names of engines above the first host, each in its colour: the library's own legends are HTML. */
function legend(engines: readonly string[], host: string | undefined): Plot.Markish[] {
  return engines.map((engine, i) =>
    Plot.text([{ engine, host }], {
      text: 'engine',
      fill: 'engine',
      fx: 'host',
      frameAnchor: 'top-left',
      textAnchor: 'start',
      fontWeight: 'bold',
      dx: 100 * (i % 4),
      dy: -60 + 14 * Math.floor(i / 4),
    }),
  );
}

/** All kernels of all hosts as a picture, an SVG: a row for each kernel, a dot for each engine, on a logarithmic scale of ratios to the base. */
export function plot(results: Results): string {
  const points = Object.keys(results.hosts).flatMap((host) =>
    pointsOf(
      results.kernels.filter((report) => report.host === host),
      host,
    ),
  );
  const kernels = [...new Set(points.map(({ kernel }) => kernel))];
  const hosts = [...new Set(points.map(({ host }) => host))];
  const engines = [...new Set(points.map(({ engine }) => engine))];
  const { document } = parseHTML('<!DOCTYPE html><html><body></body></html>');
  const svg = Plot.plot({
    document,
    width: 160 + 420 * Math.max(1, hosts.length),
    height: 130 + 18 * kernels.length,
    marginLeft: 120,
    marginTop: 80,
    style: { background: 'white' },
    ariaLabel: 'Kernels, steady state',
    x: { type: 'log', grid: true, label: 'times as long' },
    y: { domain: kernels, label: null },
    fx: { domain: hosts, label: null },
    color: { domain: engines },
    marks: [
      Plot.ruleX([1]),
      Plot.dot(points, { x: 'ratio', y: 'kernel', fx: 'host', fill: 'engine', r: 4 }),
      ...legend(engines, hosts[0]),
    ],
  });
  svg.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  return `${svg.outerHTML}\n`;
}
