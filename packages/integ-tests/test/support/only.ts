import type { IConstruct } from 'constructs';

/** The only construct of a class below a scope: for what a construct makes and does not hand out. */
export function only<T extends IConstruct>(scope: IConstruct, type: abstract new (...args: never[]) => T): T {
  const found = scope.node.findAll().filter((construct): construct is T => construct instanceof type);
  if (found.length !== 1) throw new Error(`expected one ${type.name} below ${scope.node.path}; found ${found.length}`);
  return found[0];
}
