import { StockImage } from '@cdk-imaging/imaging-core';

/** The images that the OMERO project publishes, pinned to the releases that these constructs were made for. Both are for x86-64 only. */
export class OmeroImages {
  /** OMERO.server 5.6.18, the last release announced for the 5.6 series. */
  public static readonly SERVER = new StockImage({
    repository: 'openmicroscopy/omero-server',
    tag: '5.6.18',
    digest: 'sha256:895317a8dba185da6a08fe412d337e62fb6bbb9f6579d33e485439020a43217f',
  });

  /** OMERO.web 5.33.0 with its usual apps (figure, iviewer, parade, mapr, autotag, tagsearch) and static files served by whitenoise. */
  public static readonly WEB = new StockImage({
    repository: 'openmicroscopy/omero-web-standalone',
    tag: '5.33.0-1',
    digest: 'sha256:fac13ff1f14ee29c610091b1e0a8c717583a43c4256efadedae5685c4f4eedb4',
  });
}
