/**
 * Names of OMERO's configuration properties, to tell a misspelt one at synthesis. Values and defaults stay OMERO's.
 *
 * Read from omero-common 5.7, omero-server 5.7, omero-blitz 5.8, omero-dropbox and omero-certificates 0.4 (what OMERO.server 5.6.18
 * is made of), omero-py 5.22, omero-web 5.31, and the configuration pages of OMERO's documentation for 5.6.
 */

function below(prefix: string, names: string): string[] {
  return names.trim().split(/\s+/).map((name) => `${prefix}.${name}`);
}

/** Properties that OMERO.server reads. */
export const SERVER_PROPERTIES: ReadonlySet<string> = new Set([
  ...below('omero.certificates', 'commonname key owner'),
  ...below('omero.checksum', 'supported'),
  ...below('omero.client', `
    browser.thumb_default_size download_as.max_size icetransports scripts_to_ignore ui.menu.dropdown.colleagues.enabled
    ui.menu.dropdown.colleagues.label ui.menu.dropdown.everyone.enabled ui.menu.dropdown.everyone.label
    ui.menu.dropdown.leaders.enabled ui.menu.dropdown.leaders.label ui.tree.orphans.description ui.tree.orphans.enabled
    ui.tree.orphans.name ui.tree.type_order viewer.initial_zoom_level viewer.interpolate_pixels viewer.roi_limit web.host`),
  ...below('omero.cluster', 'read_only read_only.db read_only.repo redirector'),
  ...below('omero.data', 'dir'),
  ...below('omero.db', `
    authority dialect driver host lob_handler name pass patch poolsize port prepared_statement_cache_size profile properties
    sql_action_class statistics url user version`),
  ...below('omero.fs', `
    blacklist blockSize defaultDropBoxDir dirImportWait eventTypes fileBatch host ignoreDirEvents ignoreSysFiles importArgs
    importUsers maxRetries pathMode platformCheck port readers repo.path repo.path_rules retryInterval throttleImport timeToIdle
    timeToLive timeout watchDir whitelist`),
  ...below('omero.grid', 'registry_timeout'),
  ...below('omero.launcher', 'jython matlab python'),
  ...below('omero.ldap', `
    base config connect_timeout group_filter group_mapping keyStore keyStorePassword new_user_group new_user_group_owner password
    read_timeout referral sync_on_login trustStore trustStorePassword urls user_filter user_mapping username`),
  ...below('omero.mail', `
    bean config from host password port smtp.auth smtp.connectiontimeout smtp.debug smtp.socketFactory.class
    smtp.socketFactory.fallback smtp.socketFactory.port smtp.starttls.enable smtp.timeout transport.protocol username`),
  ...below('omero.managed', 'dir'),
  ...below('omero.master', 'host'),
  ...below('omero.metrics', 'bean graphite slf4j_minutes'),
  'omero.name',
  ...below('omero.pixeldata', `
    backoff backoff.default backoff.maxpixels batch cron dispose event_log_loader max_plane_float_override max_plane_height
    max_plane_width max_projection_bytes memoizer.dir memoizer.dir.local memoizer_wait repetitions threads tile_height
    tile_sizes_bean tile_width`),
  ...below('omero.policy', 'bean binary_access'),
  ...below('omero.ports', 'prefix registry ssl tcp ws wss'),
  ...below('omero.process', 'jython matlab python'),
  ...below('omero.qa', 'feedback'),
  ...below('omero.query', 'timeout timeout.admin'),
  ...below('omero.router', 'insecure'),
  ...below('omero.scripts', 'cache.cron cache.spec timeout'),
  ...below('omero.search', `
    analyzer batch bridges cron event_log_loader excludes include_actions include_types locking_strategy max_file_size
    max_fileset_size max_partition_size maxclause merge_factor ram_buffer_size repetitions reporting_loops`),
  ...below('omero.security', `
    chmod_strategy filter.bitand ignore_case keyStore keyStorePassword login_failure_throttle_count login_failure_throttle_time
    password_provider password_required trustStore trustStorePassword`),
  ...below('omero.server', 'nodedescriptors'),
  ...below('omero.sessions', 'max_user_time_to_idle max_user_time_to_live maximum sync_force sync_interval timeout'),
  ...below('omero.threads', 'background_threads background_timeout cancel_timeout idle_timeout max_threads min_threads'),
  ...below('omero.throttling', `
    method_time.error method_time.error.indexer method_time.warn method_time.warn.indexer objects_read_interval
    objects_written_interval servants_per_session`),
  ...below('omero.upgrades', 'poll url'),
]);

/** Properties that OMERO.web reads. */
export const WEB_PROPERTIES: ReadonlySet<string> = new Set([
  ...below('omero.mail', 'from host password port smtp.starttls.enable username'),
  'omero.qa.feedback',
  ...below('omero.web', `
    admins admins.email_subject_prefix allowed_hosts api.absolute_url api.limit api.max_limit application_server
    application_server.host application_server.max_requests application_server.port apps base_include_template caches
    check_version chunk_size cors_origin_allow_all cors_origin_whitelist csrf_cookie_httponly csrf_cookie_samesite
    csrf_cookie_secure csrf_trusted_origins databases debug django_additional_settings email_host email_host_password
    email_host_user email_port email_subject_prefix email_use_tls favicon_url feedback.comment.enabled feedback.error.enabled
    force_script_name html_meta_referrer index_template logdir login.client_downloads_base login.show_client_downloads
    login_incorrect_credentials_text login_logo login_redirect login_view max_table_download_rows max_table_slice_size
    maximum_multifile_download_size middleware nginx_server_extra_config open_with page_size ping_interval
    pipeline_css_compressor pipeline_js_compressor pipeline_staticfile_storage plate_download.enabled plate_layout prefix
    public.cache.enabled public.cache.key public.cache.timeout public.enabled public.get_only public.password public.server_id
    public.url_filter public.user redirect_allowed_hosts root_application search.default_group search.default_user secret_key
    secure secure_proxy_ssl_header send_broken_link_emails server_email server_list session_cookie_age session_cookie_domain
    session_cookie_name session_cookie_path session_cookie_samesite session_cookie_secure session_engine
    session_expire_at_browser_close session_serializer sharing.opengraph sharing.twitter show_forgot_password static_root
    static_url staticfile_dirs system_checks template_dirs thumbnails_batch time_zone top_logo top_logo_link ui.center_plugins
    ui.metadata_panes ui.right_plugins ui.top_links upgrades.url use_x_forwarded_host user_dropdown viewer.initial_zoom_level
    viewer.view wsgi_args wsgi_threads wsgi_timeout wsgi_worker_class wsgi_worker_connections wsgi_workers x_frame_options`),
]);

/** Families whose members OMERO, Ice or an app names: `omero.jvmcfg.percent.blitz`, `Ice.ThreadPool.Server.SizeMax`. */
export const SERVER_FAMILIES: readonly string[] = [
  'Freeze.', 'Glacier2.', 'Ice.', 'IceGrid.', 'IceSSL.', 'IceStorm.',
  'omero.client.', 'omero.glacier2.IceSSL.', 'omero.jvmcfg.', 'omero.launcher.', 'omero.logging.', 'omero.process.', 'omero.tables.',
];

/** Families of OMERO.web: Ice, and the apps of the standalone image or known to be added to it. */
export const WEB_FAMILIES: readonly string[] = [
  'Ice.', 'IceSSL.',
  ...['autotag', 'figure', 'forms', 'fpbioimage', 'gallery', 'iviewer', 'mapr', 'parade', 'signup', 'tagsearch'].map((app) => `omero.web.${app}.`),
];

/** Whether the component reads the property. */
export function isKnown(component: 'server' | 'web', property: string): boolean {
  const [names, families] = component === 'server' ? [SERVER_PROPERTIES, SERVER_FAMILIES] : [WEB_PROPERTIES, WEB_FAMILIES];
  return names.has(property) || families.some((family) => property.startsWith(family) && property.length > family.length);
}
