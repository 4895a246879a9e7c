import * as ecs from 'aws-cdk-lib/aws-ecs';
import { ValidationError } from './helpers-internal/errors';

/** Where a stock image comes from, and which one exactly. */
export interface StockImageProps {
  /**
   * Repository, with the registry where it is not Docker Hub.
   *
   * For example `openmicroscopy/omero-server` or `public.ecr.aws/nginx/nginx`.
   */
  readonly repository: string;

  /** Tag that names one release. `latest` is refused: it would change under a running deployment. */
  readonly tag: string;

  /**
   * Digest of the image or of its multi-platform index, `sha256:` and 64 hexadecimal digits.
   *
   * A registry may move a tag; it cannot move a digest. ECS pulls by digest where one is given and shows the tag.
   *
   * @default - the tag alone pins the image
   */
  readonly digest?: string;
}

/** An image as its authors publish it, pinned to one release. */
export class StockImage {
  /** Repository, with the registry where it is not Docker Hub. */
  public readonly repository: string;
  /** Tag that names one release. */
  public readonly tag: string;
  /** Digest, where one is known. */
  public readonly digest?: string;

  /** @throws an error for the tag `latest`, and for a digest that is none */
  constructor(props: StockImageProps) {
    if (props.tag === '' || props.tag === 'latest') {
      throw new ValidationError(`an image must be pinned to a release; got tag "${props.tag}" for "${props.repository}": name a version`);
    }
    if (props.digest !== undefined && !/^sha256:[0-9a-f]{64}$/.test(props.digest)) {
      throw new ValidationError(`digest must be "sha256:" followed by 64 hexadecimal digits; got "${props.digest}" for "${props.repository}"`);
    }
    this.repository = props.repository;
    this.tag = props.tag;
    this.digest = props.digest;
  }

  /** Reference as container tools take it: `repository:tag`, followed by `@digest` where one is known. */
  public get reference(): string {
    return `${this.repository}:${this.tag}${this.digest ? `@${this.digest}` : ''}`;
  }

  /** The image, for a container definition. */
  public toContainerImage(): ecs.ContainerImage {
    return ecs.ContainerImage.fromRegistry(this.reference);
  }
}
