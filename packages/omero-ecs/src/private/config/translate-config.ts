import { ValidationError, warn } from '@cdk-imaging/imaging-core/lib/helpers-internal';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import { Token } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { environmentName } from './environment-name';
import { carriesPassword, isSecret } from './secret-properties';
import { unknownPropertyDoubt } from './unknown-property';

/** What {@link translateConfig} translates. */
export interface TranslateConfigOptions {
  /** Whose properties these are. */
  readonly component: 'server' | 'web';

  /** Properties in the clear, by OMERO's names. An empty value is a value: OMERO switches features off by one. */
  readonly config?: Record<string, string>;

  /** Secret properties, by OMERO's names. */
  readonly secretConfig?: Record<string, ecs.Secret>;

  /** Properties that the construct sets, and what to use instead. A name that ends in a dot stands for all below it. */
  readonly owned?: Record<string, string>;
}

/** What a container definition takes. */
export interface TranslatedConfig {
  readonly environment: Record<string, string>;
  readonly secrets: Record<string, ecs.Secret>;
}

/**
 * Turns properties of OMERO into environment variables and secrets of a container of the stock images.
 *
 * A property that OMERO does not know is a warning, `@cdk-imaging/omero-ecs:unknownProperty`.
 *
 * @throws an error for a property that the construct sets, that is secret and in the clear, that is given twice, or that the
 * images could not read back
 */
export function translateConfig(scope: IConstruct, options: TranslateConfigOptions): TranslatedConfig {
  const { config = {}, secretConfig = {}, owned = {} } = options;
  const twice = Object.keys(config).find((property) => property in secretConfig);
  if (twice !== undefined) throw new ValidationError(`"${twice}" is given in "config" and in "secretConfig"; keep one of them`, scope);

  const environment: Record<string, string> = {};
  for (const [property, value] of Object.entries(config)) {
    refuseOwned(scope, property, owned, 'config');
    refuseClearSecret(scope, property, value);
    refuseValue(scope, property, value);
    environment[environmentName(property, scope)] = value;
  }
  const secrets: Record<string, ecs.Secret> = {};
  for (const [property, secret] of Object.entries(secretConfig)) {
    refuseOwned(scope, property, owned, 'secretConfig');
    secrets[environmentName(property, scope)] = secret;
  }
  for (const property of [...Object.keys(config), ...Object.keys(secretConfig)]) {
    const doubt = unknownPropertyDoubt(options.component, property);
    if (doubt) warn(scope, 'omero-ecs:unknownProperty', doubt);
  }
  return { environment, secrets };
}

function refuseOwned(scope: IConstruct, property: string, owned: Record<string, string>, prop: string): void {
  const owner = Object.keys(owned).find((name) => name === property || (name.endsWith('.') && property.startsWith(name)));
  if (owner === undefined) return;
  throw new ValidationError(`"${property}" is set by the construct; remove it from "${prop}" and use ${owned[owner]}`, scope);
}

function refuseClearSecret(scope: IConstruct, property: string, value: string): void {
  if (isSecret(property)) {
    throw new ValidationError(`"${property}" is a secret and would be readable in the template; move it from "config" to "secretConfig"`, scope);
  }
  if (!Token.isUnresolved(value) && carriesPassword(value)) {
    throw new ValidationError(
      `the value of "${property}" holds a password that would be readable in the template; store the whole value as a secret `
      + 'and move it from "config" to "secretConfig"', scope,
    );
  }
}

function refuseValue(scope: IConstruct, property: string, value: string): void {
  if (Token.isUnresolved(value)) return;
  if (typeof value !== 'string') {
    throw new ValidationError(`"${property}" must be a string; got ${JSON.stringify(value)}: write numbers, booleans and JSON as strings`, scope);
  }
  if (/[\x00\n\r]/.test(value)) {
    throw new ValidationError(`the value of "${property}" must be on one line, as OMERO hands it on in line-based files; write JSON without line breaks`, scope);
  }
}
