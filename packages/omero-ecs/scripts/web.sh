# shellcheck shell=bash disable=SC2317 # functions are called by traps
#
# Runs OMERO.web under the image's own entrypoint; with sessions in Redis, if there is one; and ends it properly.
#
# The image's entrypoint leaves at the first TERM, and the container with it, while requests are still being answered.
# This script stays: on TERM or INT it has gunicorn finish what it has, and ends when that has ended.
#
# Environment
#   REDIS_URL_HOST               host of a Redis with TLS for sessions and caches; without it sessions are files in the
#                                container, and requests must stick to it
#   REDIS_PORT                   its port (default 6379)
#   REDIS_AUTH_TOKEN             its password, a secret
#   OMERO_STOP_TIMEOUT_SECONDS   longest wait for requests; less than the container's stop timeout (default 25)
#   OMERODIR                     directory of OMERO.web (set by the image)
#   OMERO_ENTRYPOINT             entrypoint of the image, a bash script (default /usr/local/bin/entrypoint.sh)
#
# Exit code
#   0     stopped cleanly, or before OMERO.web had started
#   78    wrong or incomplete settings for Redis
#   124   requests did not end in time and were cut off
#   other that of the entrypoint, which ended by itself

set -u

omerodir=${OMERODIR:-/opt/omero/web/OMERO.web}
entrypoint=${OMERO_ENTRYPOINT:-/usr/local/bin/entrypoint.sh}
stop_timeout=${OMERO_STOP_TIMEOUT_SECONDS:-25}

log() { echo "[cdk-imaging] web: $*"; }

# Sleeps without holding back a signal.
pause() {
  sleep "$1" >/dev/null 2>&1 &
  wait $!
}

# Fails unless a variable matches a pattern. What does match needs no escaping in JSON.
require() {
  local name=$1 pattern=$2 allowed=$3
  if ! [[ ${!name:-} =~ $pattern ]]; then
    log "$name must be $allowed"
    exit 78
  fi
}

# shellcheck disable=SC2089,SC2090 # the quotes are those of JSON
sessions_in_redis() {
  REDIS_PORT=${REDIS_PORT:-6379}
  require REDIS_URL_HOST '^[A-Za-z0-9.-]+$' 'a host name'
  require REDIS_PORT '^[0-9]+$' 'a number'
  require REDIS_AUTH_TOKEN '^[A-Za-z0-9!&#$^<>-]+$' 'letters, digits and !&#$^<>- only, as ElastiCache has it, and is required'
  # The password is an option of django-redis, and so not part of a URL that may be printed.
  printf -v CONFIG_omero_web_caches \
    '{"default": {"BACKEND": "django_redis.cache.RedisCache", "LOCATION": "rediss://%s:%s/0", "OPTIONS": {"PASSWORD": "%s"}}}' \
    "$REDIS_URL_HOST" "$REDIS_PORT" "$REDIS_AUTH_TOKEN"
  CONFIG_omero_web_session__engine=django.contrib.sessions.backends.cache
  export CONFIG_omero_web_caches CONFIG_omero_web_session__engine
  log "sessions are in Redis at $REDIS_URL_HOST:$REDIS_PORT"
}

entrypoint_runs() { kill -0 "$group" 2>/dev/null; }

# Has gunicorn finish its requests; its launcher and the entrypoint then end by themselves. Before gunicorn runs, ends the
# start, each time anew: a process that is just starting may lose a signal.
stop() {
  local code=0 deadline=$((SECONDS + stop_timeout)) gunicorn asked=
  trap : TERM INT
  log "asked to stop, finishing requests"
  while entrypoint_runs; do
    gunicorn=
    { read -r gunicorn <"${omerodir%/}/var/django.pid"; } 2>/dev/null
    if [[ -z $gunicorn ]]; then
      kill -TERM -- "-$group" 2>/dev/null
    elif [[ $gunicorn != "$asked" ]]; then
      kill -TERM "$gunicorn" 2>/dev/null
      asked=$gunicorn
    fi
    if ((SECONDS >= deadline)); then
      log "requests did not end within $stop_timeout seconds and are cut off"
      kill -KILL -- "-$group" 2>/dev/null
      code=124
      break
    fi
    pause 0.2
  done
  log "ended, exit code $code"
  exit "$code"
}

# Until everything is started, a request is only noted.
requested=
trap 'requested=1' TERM INT
if [[ -n ${REDIS_URL_HOST:-} ]]; then sessions_in_redis; fi
unset REDIS_AUTH_TOKEN
log "starting $entrypoint"
# Job control gives the entrypoint a process group. Run by bash, it goes without the init process that would leave early.
set -m
/bin/bash "$entrypoint" "$@" </dev/null &
group=$!
set +m
trap stop TERM INT
[[ -z $requested ]] || stop
wait "$group"
code=$?
log "the entrypoint ended by itself with $code"
exit "$code"
