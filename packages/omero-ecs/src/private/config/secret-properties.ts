/**
 * Whether a property holds a secret, by its name: every password, key password and secret key of OMERO.server and OMERO.web
 * (`omero.db.pass`, `omero.ldap.password`, `omero.ldap.keyStorePassword`, `omero.ldap.trustStorePassword`, `omero.mail.password`,
 * `omero.security.keyStorePassword`, `omero.security.trustStorePassword`, `omero.glacier2.IceSSL.Password`, `omero.rootpass`,
 * `omero.web.secret_key`, `omero.web.public.password`, `omero.web.email_host_password`), and what apps name alike.
 */
export function isSecret(property: string): boolean {
  if (NOT_SECRET.has(property)) return false;
  const last = property.slice(property.lastIndexOf('.') + 1);
  return /(pass|password|passwd|passphrase|secret|secret_?key|token)$/i.test(last);
}

/** Switches that only sound like secrets. */
const NOT_SECRET: ReadonlySet<string> = new Set(['omero.web.show_forgot_password']);

/**
 * Whether a value carries a password inside: a URL with credentials, a parameter of a JDBC URL, a system property of a JVM
 * (`-Djavax.net.ssl.trustStorePassword=…`), or JSON as that of `omero.web.caches` and `omero.web.databases`.
 */
export function carriesPassword(value: string): boolean {
  return [
    /:\/\/[^/\s"'@]*:[^/\s"'@]+@/,
    /[?&]password=[^&\s]/i,
    /-D\S*password=\S/i,
    /"password"\s*:\s*"[^"]/i,
  ].some((pattern) => pattern.test(value));
}
