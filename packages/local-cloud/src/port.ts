import * as net from 'net';
import { LocalCloudError } from './local-cloud-error';

export const DEFAULT_PORT = 4566;

/** The port that a text names; 4566 without one. */
export function portFrom(text = String(DEFAULT_PORT)): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1024 || port > 65535) {
    throw new LocalCloudError(`the port must be a whole number from 1024 to 65535; got '${text}'`);
  }
  return port;
}

/** Fails where another program listens: its answers would be taken for the emulator's. */
export async function requireFreePort(port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const server = net.createServer();
    server.once('error', (error: NodeJS.ErrnoException) => reject(
      error.code === 'EADDRINUSE'
        ? new LocalCloudError(`port ${port} on 127.0.0.1 is taken by another program; end that program, or choose another port: --port of up, or LOCAL_CLOUD_PORT`)
        : error,
    ));
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => server.close(() => resolve()));
  });
}
