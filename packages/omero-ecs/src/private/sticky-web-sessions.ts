import type { WebSessions, WebSessionsConfig } from '../web-sessions';

export class StickyWebSessions implements WebSessions {
  public bind(): WebSessionsConfig {
    return { sticky: true, environment: {}, secrets: {} };
  }
}
