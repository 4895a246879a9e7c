import { rmSync } from 'fs';
import { join } from 'path';
import { StandInContainer } from './container';
import { PSQL, SERVER_IMAGE } from './stand-ins';

jest.setTimeout(120_000);

let container: StandInContainer;

beforeEach(() => {
  container = new StandInContainer(SERVER_IMAGE);
});

afterEach(() => container.dispose());

describe('the image\'s own entrypoint, without the script', () => {
  test('leaves while OMERO is shutting down, so that the container kills it', async () => {
    const bare = container.start([`${container.directory}/bin/entrypoint.sh`]);
    await container.printed('icegridnode: up');

    bare.signal('SIGTERM');
    await bare.exitCode;
    await container.printed('icegridnode: shutting down');
    container.killStandIns();
    container.tell('let-go');

    expect(container.has('down')).toBe(false);
  });
});

describe.each([['in the clear', false], ['compressed', true]])('the server script, %s', (_, compressed) => {
  test('has OMERO shut down on TERM, and ends only when OMERO has ended', async () => {
    const server = container.startScript('server', { OMERO_STOP_TIMEOUT_SECONDS: '60' }, compressed);
    await container.printed('icegridnode: up');

    server.signal('SIGTERM');
    await container.printed('icegridnode: shutting down');
    expect(server.ended()).toBe(false);
    container.tell('let-go');

    expect(await server.exitCode).toBe(0);
    expect(inOrder(container.lines)).toEqual([
      '[cdk-imaging] server: asked to stop',
      '[cdk-imaging] server: asking OMERO to shut down',
      'omero: shutdown requested',
      'icegridnode: shutting down',
      'icegridnode: down',
      '[cdk-imaging] server: OMERO has shut down',
      '[cdk-imaging] server: ended, exit code 0',
    ]);
    await container.empty();
  });
});

describe('stopping', () => {
  test('an interrupt means the same as TERM', async () => {
    const server = container.startScript('server', { OMERO_STOP_TIMEOUT_SECONDS: '60' });
    await container.printed('icegridnode: up');
    container.tell('let-go');

    server.signal('SIGINT');

    expect(await server.exitCode).toBe(0);
    expect(container.lines).toContain('icegridnode: down');
  });

  test('a second TERM changes nothing', async () => {
    const server = container.startScript('server', { OMERO_STOP_TIMEOUT_SECONDS: '60' });
    await container.printed('icegridnode: up');

    server.signal('SIGTERM');
    await container.printed('omero: shutdown requested');
    server.signal('SIGTERM');
    await container.printed('icegridnode: shutting down');
    server.signal('SIGTERM');
    server.signal('SIGINT');
    container.tell('let-go');

    expect(await server.exitCode).toBe(0);
    expect(container.lines.filter((line) => line === 'omero: shutdown requested')).toHaveLength(1);
    expect(container.lines).toContain('icegridnode: down');
  });

  test('a TERM in the first moment is not lost', async () => {
    const server = container.startScript('server', { OMERO_STOP_TIMEOUT_SECONDS: '60' });
    await container.printed('starting');
    container.tell('let-go');

    server.signal('SIGTERM');

    expect(await server.exitCode).toBe(0);
    await container.empty();
  });

  test('a TERM before OMERO has started ends the start, without asking OMERO', async () => {
    container.tell('slow-start');
    const server = container.startScript('server', { OMERO_STOP_TIMEOUT_SECONDS: '60' });
    await container.printed('entrypoint: configuring');

    server.signal('SIGTERM');

    expect(await server.exitCode).toBe(0);
    expect(container.lines).not.toContain('omero: shutdown requested');
    expect(container.lines).not.toContain('icegridnode: up');
    await container.empty();
  });

  test('a shutdown that OMERO cannot be asked for is asked of icegridnode', async () => {
    container.tell('stop-fails');
    const server = container.startScript('server', { OMERO_STOP_TIMEOUT_SECONDS: '60' });
    await container.printed('icegridnode: up');
    container.tell('let-go');

    server.signal('SIGTERM');

    expect(await server.exitCode).toBe(0);
    expect(container.lines).toContain('[cdk-imaging] server: the shutdown command failed with 1');
    expect(container.lines).toContain('icegridnode: down');
  });

  test.each([
    ['the shutdown command', 'stop-hangs'],
    ['OMERO', 'nothing-else'],
  ])('a shutdown in which %s hangs is cut off, and said so', async (_, fault) => {
    container.tell(fault);
    const server = container.startScript('server', { OMERO_STOP_TIMEOUT_SECONDS: '2' });
    await container.printed('icegridnode: up');

    server.signal('SIGTERM');

    expect(await server.exitCode).toBe(124);
    expect(container.lines).toContain('[cdk-imaging] server: OMERO did not shut down within 2 seconds and is cut off');
    expect(container.lines).not.toContain('icegridnode: down');
    await container.empty();
  });
});

describe('ending by itself', () => {
  test('an entrypoint that fails gives its exit code', async () => {
    container.tell('broken');
    const server = container.startScript('server', {});

    expect(await server.exitCode).toBe(7);
    expect(container.lines).toContain('[cdk-imaging] server: the entrypoint ended by itself with 7');
  });

  test('an OMERO that ended ends the container, though its launcher stays', async () => {
    const server = container.startScript('server', { OMERO_DB_CHECK_SECONDS: '1' });
    await container.printed('OMERO is starting up');

    container.tell('let-go');
    container.tell('shutdown');

    expect(await server.exitCode).toBe(69);
    expect(container.lines).toContain('omero: waiting on startup');
    await container.empty();
  });
});

describe('the password of the database', () => {
  const database = {
    CONFIG_omero_db_host: 'database.internal', CONFIG_omero_db_port: '5433', CONFIG_omero_db_name: 'images', CONFIG_omero_db_user: 'keeper',
    CONFIG_omero_db_pass: 's3cr3tpassword', OMERO_DB_CHECK_SECONDS: '1', OMERO_STOP_TIMEOUT_SECONDS: '60',
  };
  const calls = (): string[] => container.read('psql-calls').split('\n').filter(Boolean);

  beforeEach(() => {
    container.program('psql', PSQL);
    container.tell('let-go');
  });

  test('once refused three times in a row, OMERO shuts down for a restart', async () => {
    container.tell('answers', 'ok refused refused ok refused unreachable refused refused refused');
    const server = container.startScript('server', database);

    expect(await server.exitCode).toBe(75);
    expect(calls()).toHaveLength(9);
    expect(container.lines).toContain('[cdk-imaging] server: restarting to be given the new database password');
    expect(inOrder(container.lines)).toEqual(expect.arrayContaining(['omero: shutdown requested', 'icegridnode: down']));
  });

  test('is not doubted because the database cannot be reached', async () => {
    container.tell('answers', 'unreachable timeout unreachable timeout unreachable ok');
    const server = container.startScript('server', database);
    await until(() => calls().length >= 6);

    expect(server.ended()).toBe(false);
    expect(container.lines.join('\n')).not.toContain('refused the password');
    server.signal('SIGTERM');
    expect(await server.exitCode).toBe(0);
  });

  test('is neither in a command line nor in what is printed', async () => {
    container.tell('answers', 'refused');
    const server = container.startScript('server', { ...database, OMERO_DB_CHECK_FAILURES: '1' });

    expect(await server.exitCode).toBe(75);
    expect(container.read('psql-complaints')).toBe('');
    expect(container.lines.join('\n')).not.toContain(database.CONFIG_omero_db_pass);
    expect(calls()).toEqual([expect.stringContaining('--host=database.internal --port=5433 --username=keeper --dbname=images')]);
  });

  test('is not checked where there is no psql, which is said once', async () => {
    rmSync(join(container.directory, 'bin', 'psql'));
    const server = container.startScript('server', database);
    await container.printed('OMERO is starting up');

    server.signal('SIGTERM');

    expect(await server.exitCode).toBe(0);
    expect(container.lines.filter((line) => line.includes('will not be noticed'))).toHaveLength(1);
  });
});

test('the temporary directory of OMERO exists before OMERO starts', async () => {
  const server = container.startScript('server', {});
  await container.printed('entrypoint: configuring');

  expect(container.has('var/tmp')).toBe(true);
  container.tell('let-go');
  server.signal('SIGTERM');
  await server.exitCode;
});

/** What was printed from the request to stop on, by what takes part in stopping. */
function inOrder(lines: string[]): string[] {
  const asked = lines.findIndex((line) => line.includes('asked to stop') || line.includes('restarting'));
  return lines.slice(asked).filter((line) => !/omero: waiting|will not be noticed|is starting up/.test(line));
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 100));
}
