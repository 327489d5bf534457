#!/bin/sh
# What the workbook may do outside Excel's sandbox on macOS; one argument, its lines as VBA sends them.
#   ask    ROUTE, BODY                        what the local worker answers (no BODY: GET)
#   press  VERB, INTERPRETER, BOOK, EXCEL     a button in our Python; returns at once
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
    verb="$(line 1)"
    case "$verb" in '' | *[!a-z_]*) exit 3 ;; esac
    "$(line 2)" -I -W ignore -c "import xl_addin.ribbon; xl_addin.ribbon.$verb()" \
        "--wb=$(line 3)" --from_xl=1 "--app=$(line 4)" >/dev/null 2>&1 &
}

request="$2"
case "$1" in
    ask) ask ;;
    press) press ;;
    *) exit 3 ;;
esac
