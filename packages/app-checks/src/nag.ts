/**
 * `npm run nag`: rule packs over every app. Ends 1 where a finding is not acknowledged, or where there are more
 * acknowledgements than the baseline allows: their number only goes down.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { APPS, type AppVariant } from './apps';
import type { Finding } from './nag-app';
import { runOverApp } from './run-app';

export interface NagRow {
  readonly app: string;
  readonly pack: string;
  readonly findings: number;
  readonly acknowledged: number;
  readonly unacknowledged: number;
}

const PACKS = ['AwsSolutions', 'HIPAA.Security', 'NIST.800.53.R5'];
const BASELINE = join(__dirname, '..', 'nag-baseline.json');

function examine(variant: AppVariant): { rows: NagRow[]; open: Finding[]; all: Finding[] } {
  const open = JSON.parse(runOverApp('nag-app.ts', variant)) as Finding[];
  const all = JSON.parse(runOverApp('nag-app.ts', variant, ['--ignore-acknowledgements'])) as Finding[];
  const rows = PACKS.map((pack) => {
    const findings = all.filter((finding) => finding.pack === pack).length;
    const unacknowledged = open.filter((finding) => finding.pack === pack).length;
    return { app: variant.name, pack, findings, acknowledged: findings - unacknowledged, unacknowledged };
  });
  return { rows, open, all };
}

/** Rows with more acknowledgements than the baseline, or without one. */
export function aboveBaseline(rows: NagRow[], baseline: NagRow[]): NagRow[] {
  return rows.filter((row) => {
    const allowed = baseline.find((candidate) => candidate.app === row.app && candidate.pack === row.pack)?.acknowledged;
    return allowed === undefined || row.acknowledged > allowed;
  });
}

function main(): void {
  const options = new Command('nag')
    .option('--json', 'print the counts as JSON')
    .option('--update-baseline', 'write the counts down as the most that is allowed')
    .option('--list', 'print every finding, acknowledged ones too')
    .parse().opts<{ json?: boolean; updateBaseline?: boolean; list?: boolean }>();
  const results = APPS.map(examine);
  const rows = results.flatMap((result) => result.rows);
  const open = results.flatMap((result, index) => result.open.map((finding) => ({ app: APPS[index].name, ...finding })));
  if (options.updateBaseline) writeFileSync(BASELINE, `${JSON.stringify(rows, undefined, 2)}\n`);
  if (options.list) console.table(results.flatMap((result, index) => result.all.map((finding) => ({ app: APPS[index].name, ...finding }))));
  if (options.json) console.log(JSON.stringify(rows, undefined, 2));
  else console.table(rows);
  for (const finding of open) console.error(`✗ ${finding.app}: ${finding.rule} at ${finding.path}`);
  const more = existsSync(BASELINE) ? aboveBaseline(rows, JSON.parse(readFileSync(BASELINE, 'utf8')) as NagRow[]) : rows;
  for (const row of more) console.error(`✗ ${row.app}, ${row.pack}: ${row.acknowledged} acknowledgements are more than packages/app-checks/nag-baseline.json allows`);
  process.exitCode = open.length || more.length ? 1 : 0;
}

if (require.main === module) main();
