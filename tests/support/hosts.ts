import { afterEach, describe } from 'vitest';
import type { Self } from '#shared/services/journal/host.ts';
import { pgHost } from './pg/pg-host.ts';
import { pgMissing } from './pg/shared-cluster.ts';
import { sqliteHost } from './sqlite-host.ts';
import { REGISTER_1, type TestHost, type TestPorts, testPorts } from './test-host.ts';

export type Engine = TestHost['engine'];
export type MakeHost = (ports?: TestPorts, self?: Self) => Promise<TestHost>;

const missing = await pgMissing();

/**
 * Runs the same tests on the register's SQLite and on PostgreSQL: what a service, projector or query does must not depend on the
 * engine. Hosts are closed after each test. Without the embedded PostgreSQL its half is skipped, and says why.
 */
export function describeEachEngine(name: string, tests: (makeHost: MakeHost, engine: Engine) => void): void {
  describe(`${name} on SQLite`, () => suite(sqliteHost, 'sqlite', tests));
  const title = `${name} on PostgreSQL`;
  if (missing === null) describe(title, () => suite(pgHost, 'postgres', tests));
  else describe.skip(`${title} (skipped: ${missing})`, () => suite(pgHost, 'postgres', tests));
}

function suite(
  make: (self: Self, ports: TestPorts) => Promise<TestHost>,
  engine: Engine,
  tests: (makeHost: MakeHost, engine: Engine) => void,
): void {
  let open: TestHost[] = [];
  afterEach(async () => {
    const closing = open;
    open = [];
    for (const host of closing) await host.close();
  });
  tests(async (ports = testPorts(), self = REGISTER_1) => {
    const host = await make(self, ports);
    open.push(host);
    return host;
  }, engine);
}
