import * as net from 'net';
import { portFrom, requireFreePort } from '../src/port';

describe('the port', () => {
  test('is 4566 where none is named', () => {
    expect(portFrom()).toBe(4566);
    expect(portFrom('4600')).toBe(4600);
  });

  test.each(['http', '80', '65536', '4566.5', ''])('fails for %p and says what is allowed', (text) => {
    expect(() => portFrom(text)).toThrow(`the port must be a whole number from 1024 to 65535; got '${text}'`);
  });

  test('fails where another program listens, and says what to do', async () => {
    const other = net.createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as net.AddressInfo;
    try {
      await expect(requireFreePort(port)).rejects.toThrow(
        `port ${port} on 127.0.0.1 is taken by another program; end that program, or choose another port: --port of up, or LOCAL_CLOUD_PORT`,
      );
    } finally {
      await new Promise((resolve) => other.close(resolve));
    }
    await expect(requireFreePort(port)).resolves.toBeUndefined();
  });
});
