/** OMERO properties that the server construct sets, and what to use instead. A name that ends in a dot stands for all below it. */
export const SERVER_OWNED_PROPERTIES: Record<string, string> = {
  'omero.db.host': 'the prop "database"',
  'omero.db.port': 'the prop "database"',
  'omero.db.name': 'the prop "database"',
  'omero.db.user': 'the prop "database"',
  'omero.db.pass': 'the prop "database"',
  'omero.db.properties': 'the prop "database"',
  'omero.data.dir': 'the prop "repository"',
  'omero.managed.dir': 'the prop "repository"',
  'omero.jvmcfg.system_memory': 'the memory of the prop "capacity"',
  'omero.cluster.': 'an OmeroServer, which is always read-write',
  'omero.ports.': 'nothing: each task has an address of its own, so the ports never change',
};

/** OMERO.web properties that the web construct sets, and what to use instead. */
export const WEB_OWNED_PROPERTIES: Record<string, string> = {
  'omero.web.application_server.host': 'nothing: the load balancer reaches the task by its own address',
  'omero.web.application_server.port': 'nothing: the load balancer reaches the task by its own address',
  'omero.web.server_list': 'the prop "server"',
  'omero.web.secret_key': 'nothing: a key is generated and shared by all tasks',
  'omero.web.csrf_trusted_origins': 'the prop "entrance"',
  'omero.web.secure_proxy_ssl_header': 'the prop "entrance"',
  'omero.web.session_cookie_secure': 'the prop "entrance"',
  'omero.web.csrf_cookie_secure': 'the prop "entrance"',
  'omero.web.session_engine': 'the prop "sessions"',
  'omero.web.caches': 'the prop "sessions"',
};
