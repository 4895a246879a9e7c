/*
 * Stand-ins for what the stock images hold, as far as it matters to how a container starts and ends. They end when a test
 * says so, by a file in the directory that `@/` stands for, and not after a time.
 */

/** Stand-in for dumb-init: its command gets a session of its own and the signals; it leaves as soon as that one process has. */
const DUMB_INIT = `#!/bin/bash
echo $$ >>@/pids
setsid "$@" &
child=$!
trap 'kill -TERM -- "-$child"' TERM
wait "$child"
wait "$child"
`;

/** Stand-in for the entrypoint of the server image: runs the start-up scripts as children, and dies at once of a TERM. */
const SERVER_ENTRYPOINT = `#!@/bin/dumb-init /bin/bash
set -e
echo $$ >>@/pids
echo 'entrypoint: configuring'
while [[ -e @/slow-start ]]; do sleep 0.1; done
[[ ! -e @/broken ]] || exit 7
omero admin start --foreground
`;

/** Stand-in for OMERO's command. Its \`start\` does not notice the end of icegridnode but waits on, as OMERO's does. */
const OMERO = `#!/bin/bash
echo $$ >>@/pids
if [[ $2 == start ]]; then
  icegridnode
  echo 'omero: waiting on startup'
  while true; do sleep 0.1; done
fi
echo 'omero: shutdown requested'
while [[ -e @/stop-hangs ]]; do sleep 0.1; done
if [[ -e @/stop-fails ]]; then
  echo 'Server not running' >&2
  exit 1
fi
touch @/shutdown
until [[ -e @/down ]]; do sleep 0.1; done
`;

/** Stand-in for icegridnode: shuts down when asked or TERMed, and needs until the test says \`let-go\`. */
const ICEGRIDNODE = `#!/bin/bash
echo $$ >>@/pids
trap 'touch @/shutdown' TERM
echo 'icegridnode: up'
until [[ -e @/shutdown ]]; do sleep 0.1; done
echo 'icegridnode: shutting down'
until [[ -e @/let-go ]]; do sleep 0.1; done
touch @/down
echo 'icegridnode: down'
`;

/**
 * Stand-in for psql: answers by the words in the file \`answers\`, one a call and the last one for ever after; notes what it was
 * given, and whether any process of the machine shows the password in its command line.
 */
export const PSQL = `#!/bin/bash
echo "$*" >>@/psql-calls
[[ $PGPASSWORD == s3cr3tpassword ]] || echo 'no password' >>@/psql-complaints
grep -las 's3cr3t[p]assword' /proc/[0-9]*/cmdline >>@/psql-complaints
read -r answer others <@/answers
[[ -z $others ]] || echo "$others" >@/answers
case $answer in
  ok) echo 1 ;;
  refused) echo 'psql: error: connection to server at "db" (10.0.0.2), port 5432 failed: FATAL:  password authentication failed for user "omero"' >&2; exit 2 ;;
  unreachable) echo 'psql: error: connection to server at "db" (10.0.0.2), port 5432 failed: Connection refused' >&2; exit 2 ;;
  timeout) echo 'psql: error: connection to server at "db" (10.0.0.2), port 5432 failed: timeout expired' >&2; exit 2 ;;
esac
`;

/** What the server image holds. */
export const SERVER_IMAGE = { 'dumb-init': DUMB_INIT, 'entrypoint.sh': SERVER_ENTRYPOINT, 'omero': OMERO, 'icegridnode': ICEGRIDNODE };

/** Stand-in for the entrypoint of the web image; notes the settings that it was given. */
const WEB_ENTRYPOINT = `#!@/bin/dumb-init /bin/bash
set -e
echo $$ >>@/pids
echo "\${CONFIG_omero_web_caches-unset}" >@/caches
echo "\${CONFIG_omero_web_session__engine-unset}" >@/engine
echo "\${REDIS_AUTH_TOKEN-unset}" >@/token
echo 'entrypoint: configuring'
while [[ -e @/slow-start ]]; do sleep 0.1; done
[[ ! -e @/broken ]] || exit 7
omero web start --foreground
`;

/** Stand-in for OMERO.web's command: waits for gunicorn. */
const OMERO_WEB = `#!/bin/bash
echo $$ >>@/pids
gunicorn
rm -f @/var/django.pid
`;

/** Stand-in for gunicorn: on TERM it finishes the requests that it has, until the test says \`let-go\`. */
const GUNICORN = `#!/bin/bash
echo $$ >>@/pids
trap 'touch @/shutdown' TERM
mkdir -p @/var
echo $$ >@/var/django.pid
echo 'gunicorn: up'
until [[ -e @/shutdown ]]; do sleep 0.1; done
echo 'gunicorn: finishing requests'
until [[ -e @/let-go ]]; do sleep 0.1; done
echo 'gunicorn: done'
`;

/** What the web image holds. */
export const WEB_IMAGE = { 'dumb-init': DUMB_INIT, 'entrypoint.sh': WEB_ENTRYPOINT, 'omero': OMERO_WEB, 'gunicorn': GUNICORN };
