import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';

/** A directory of its own for each test, removed afterwards. */
export function temporaryDirectory(): () => string {
  let directory: string;
  beforeEach(() => {
    directory = fs.mkdtempSync(path.join(os.tmpdir(), 'local-cloud-'));
  });
  afterEach(() => fs.rmSync(directory, { recursive: true, force: true }));
  return () => directory;
}
