export * from './omero';
export * from './omero-database';
export * from './omero-images';
export * from './omero-repository';
export * from './omero-server';
export * from './omero-web';
export * from './server-capacity';
export * from './web-sessions';
