# shellcheck shell=bash disable=SC2317 # functions are called by traps
#
# Runs OMERO's read-write server under the image's own entrypoint, and ends it properly.
#
# The image's entrypoint leaves at the first TERM, and the container with it, while OMERO is still shutting down. This
# script stays: on TERM or INT it has OMERO shut itself down, and ends when that has ended. It also ends when the database
# refuses the password, since only a new task is given the new one.
#
# Environment
#   OMERO_STOP_TIMEOUT_SECONDS   longest shutdown; less than the container's stop timeout, by 5 or more (default 25)
#   OMERO_DB_CHECK_SECONDS       seconds between two checks of the database password, 0 for no checks (default 60)
#   OMERO_DB_CHECK_FAILURES      refusals in a row after which to restart (default 3)
#   CONFIG_omero_db_host, _port, _name, _user, _pass, PGPORT, PGSSLMODE   as the image and psql read them
#   OMERODIR                     directory of OMERO.server (set by the image)
#   OMERO_ENTRYPOINT             entrypoint of the image, a bash script (default /usr/local/bin/entrypoint.sh)
#   OMERO_CLI                    OMERO's command (default $OMERODIR/bin/omero)
#
# Exit code
#   0     stopped cleanly, or before OMERO had started
#   69    OMERO ended by itself, though not its launcher
#   75    stopped for a restart, because the database refused the password
#   124   the shutdown did not end in time and was cut off
#   other that of the entrypoint, which ended by itself

set -u

omerodir=${OMERODIR:-/opt/omero/server/OMERO.server}
entrypoint=${OMERO_ENTRYPOINT:-/usr/local/bin/entrypoint.sh}
omero=${OMERO_CLI:-${omerodir%/}/bin/omero}
stop_timeout=${OMERO_STOP_TIMEOUT_SECONDS:-25}
check_seconds=${OMERO_DB_CHECK_SECONDS:-60}
check_failures=${OMERO_DB_CHECK_FAILURES:-3}

log() { echo "[cdk-imaging] server: $*"; }

# Sleeps without holding back a signal.
pause() {
  sleep "$1" >/dev/null 2>&1 &
  wait $!
}

# Processes of the entrypoint's group that live: all, or those of one name. The JVMs are in groups of their own, but
# icegridnode ends after them.
processes() {
  local wanted=${1:-} stat line name state parent its_group rest
  for stat in /proc/[0-9]*/stat; do
    { read -r line <"$stat"; } 2>/dev/null || continue
    name=${line#*\(}
    name=${name%)*}
    # shellcheck disable=SC2034
    read -r state parent its_group rest <<<"${line##*) }"
    [[ $its_group == "$group" && $state != Z ]] || continue
    [[ -z $wanted || $name == "$wanted" ]] && echo "${stat//[!0-9]/}"
  done
}

server_runs() { [[ -n $(processes icegridnode) ]]; }

# Ends what runs, each time anew: a process that is just starting may lose a signal.
anything_runs() { [[ -n $(processes) ]] && kill -TERM -- "-$group" 2>/dev/null; }

# Waits until a condition holds no longer; fails at the deadline.
until_not() {
  while "$@"; do
    ((SECONDS < deadline)) || return 1
    pause 0.2
  done
}

# Has OMERO shut itself down; fails at the deadline.
shut_down() {
  log "asking OMERO to shut down"
  "$omero" admin stop </dev/null &
  local stopper=$!
  if ! until_not kill -0 "$stopper" 2>/dev/null; then
    kill -KILL "$stopper"
    return 1
  fi
  wait "$stopper" || log "the shutdown command failed with $?"
  # What is left is still ending, or was too young to be asked. To icegridnode TERM means the same.
  # shellcheck disable=SC2046
  server_runs && kill -TERM $(processes icegridnode) 2>/dev/null
  until_not server_runs
}

# Ends everything, and this script with the exit code given. OMERO's launcher does not notice that OMERO has ended: it
# goes on waiting for it to start.
finish() {
  local code=$1
  trap : TERM INT USR1 USR2
  kill -KILL "$monitor" 2>/dev/null
  deadline=$((SECONDS + stop_timeout))
  if server_runs; then
    if shut_down; then
      log "OMERO has shut down"
    else
      log "OMERO did not shut down within $stop_timeout seconds and is cut off"
      code=124
    fi
  fi
  ((deadline >= SECONDS + 3)) || deadline=$((SECONDS + 3))
  until_not anything_runs || kill -KILL -- "-$group" 2>/dev/null
  log "ended, exit code $code"
  exit "$code"
}

# Whether the database refuses the password. One that cannot be reached does not.
password_refused() {
  local answer
  answer=$(
    PGPASSWORD=$CONFIG_omero_db_pass PGCONNECT_TIMEOUT=10 LC_ALL=C timeout 30 psql --no-psqlrc --no-password --quiet \
      --host="${CONFIG_omero_db_host:-db}" --port="${CONFIG_omero_db_port:-${PGPORT:-5432}}" \
      --username="${CONFIG_omero_db_user:-omero}" --dbname="${CONFIG_omero_db_name:-omero}" \
      --command='select 1' 2>&1 </dev/null
  ) && return 1
  [[ $answer == *'password authentication failed'* || $answer == *28P01* ]]
}

# Watches OMERO and the password; tells the main process by USR1 and USR2.
watch() {
  local refusals=0 tick=$check_seconds
  if [[ -z ${CONFIG_omero_db_pass:-} ]] || ! command -v psql >/dev/null; then
    log "no psql or no database password here, so a new password will not be noticed"
    check_seconds=0
  fi
  ((tick > 0)) || tick=60
  until server_runs; do pause "$tick"; done
  log "OMERO is starting up"
  while true; do
    pause "$tick"
    if ! server_runs; then
      kill -USR2 $$
      return
    fi
    ((check_seconds > 0)) || continue
    if ! password_refused; then
      refusals=0
      continue
    fi
    log "the database refused the password, $((++refusals)) of $check_failures times"
    if ((refusals >= check_failures)); then
      kill -USR1 $$
      return
    fi
  done
}

# Until everything is started, a request is only noted.
requested=
trap 'requested=1' TERM INT
trap 'log "restarting to be given the new database password"; finish 75' USR1
trap 'log "OMERO has ended by itself"; finish 69' USR2
log "starting $entrypoint"
# OMERO from 5.6.17 on does not start without its temporary directory, which a volume over var hides.
mkdir -p "${omerodir%/}/var/tmp" || log "cannot create ${omerodir%/}/var/tmp"
# Job control gives the entrypoint a process group. Run by bash, it goes without the init process that would leave early.
set -m
/bin/bash "$entrypoint" "$@" </dev/null &
group=$!
set +m
watch &
monitor=$!
disown "$monitor"
trap 'log "asked to stop"; finish 0' TERM INT
if [[ -n $requested ]]; then
  log "asked to stop"
  finish 0
fi
wait "$group"
code=$?
log "the entrypoint ended by itself with $code"
finish "$code"
