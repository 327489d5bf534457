#!/bin/sh
# What the workbook may do outside Excel's sandbox on macOS; one argument, its lines as VBA sends them.
#   ask    ROUTE, BODY                        what the local worker answers (no BODY: GET)
#   press  VERB, INTERPRETER, BOOK, EXCEL, OTHER   a button in our Python; returns at once. cancel interrupts the one before
set -eu

line() { printf '%s\n' "$request" | sed -n "$1p"; }

ask() {
    folder="${MEDIAMAPPER_HOME:-$HOME/Library/Application Support/mediamapper/llm_memory}"
    key() { sed -n "s/.*\"$1\": *\"\([^\"]*\)\".*/\1/p" "$folder/worker.json"; }
    url="$(key url)"
    case "$url" in http://127.0.0.1:*) ;; *) exit 3 ;; esac
    route="$(line 1)" body="$(line 2)"
    # Settings through a pipe: a token among the arguments could be read by every user of this machine.
    {
        printf 'header = "Authorization: Bearer %s"\n' "$(key token)"
        printf 'header = "Content-Type: application/json"\n'
        if [ -n "$body" ]; then
            printf 'data-binary = "%s"\n' "$(printf '%s' "$body" | sed 's/\\/\\\\/g; s/"/\\"/g')"
        fi
    } | curl --silent --fail --noproxy '*' --max-time 5 --config - "$url$route"
}

press() {
    verb="$(line 1)" last="${TMPDIR:-/tmp}/mediamapper-press.pid"
    case "$verb" in '' | *[!a-z_]*) exit 3 ;; esac
    if [ "$verb" = cancel ]; then
        process="$(cat "$last" 2>/dev/null || true)"
        case "$process" in '' | *[!0-9]*) return ;; esac
        # The number may be another program's by now.
        case "$(ps -ww -o command= -p "$process" 2>/dev/null || true)" in *xl_addin.ribbon*) kill -INT "$process" ;; esac
        return
    fi
    # The shell has its children ignore an interrupt; Cancel needs it.
    "$(line 2)" -I -W ignore -c "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler); \
import xl_addin.ribbon; xl_addin.ribbon.$verb(other=sys.argv.pop())" \
        "--wb=$(line 3)" --from_xl=1 "--app=$(line 4)" "$(line 5)" >/dev/null 2>&1 &
    printf '%s\n' "$!" >"$last"
}

request="$2"
case "$1" in
    ask) ask ;;
    press) press ;;
    *) exit 3 ;;
esac
