import { Facts } from '../src/demo/facts';

describe('facts', () => {
  let output: string;

  beforeEach(() => {
    output = '';
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
      output += String(text);
      return true;
    });
  });

  afterEach(() => jest.restoreAllMocks());

  test('show what the API answered, and count', () => {
    const facts = new Facts();
    facts.check('deployment min/max %', [0, 100], [0, 100]);
    facts.checkThat('services', true, '2');
    expect(output).toMatch(/✓ deployment min\/max % +\[0,100\]/);
    expect(facts.summary()).toEqual({ checked: 2, wrong: [] });
  });

  test('fail with what was expected', () => {
    const facts = new Facts();
    facts.check('engine', undefined, 'postgres');
    expect(output).toMatch(/✗ engine/);
    expect(facts.summary().wrong).toEqual(['engine: expected postgres, got nothing']);
  });
});
