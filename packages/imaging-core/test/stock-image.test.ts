import { StockImage } from '../src';

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;

describe('StockImage', () => {
  test('names an image by tag', () => {
    expect(new StockImage({ repository: 'openmicroscopy/omero-server', tag: '5.6.18' }).reference).toBe('openmicroscopy/omero-server:5.6.18');
  });

  test('names an image by tag and digest', () => {
    expect(new StockImage({ repository: 'a/b', tag: '1.2', digest: DIGEST }).reference).toBe(`a/b:1.2@${DIGEST}`);
  });

  test.each(['', 'latest'])('fails for the tag %p, which pins nothing', (tag) => {
    expect(() => new StockImage({ repository: 'a/b', tag })).toThrow(`an image must be pinned to a release; got tag "${tag}" for "a/b"`);
  });

  test.each(['sha256:abc', DIGEST.toUpperCase(), DIGEST.slice('sha256:'.length)])('fails for the digest %p', (digest) => {
    expect(() => new StockImage({ repository: 'a/b', tag: '1', digest })).toThrow(/^digest must be "sha256:" followed by 64 hexadecimal digits; got /);
  });
});
