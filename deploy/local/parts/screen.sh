# Sourced: what deploy/local/run puts on the screen. Colour only on a terminal.

if [[ -t 1 && -z ${NO_COLOR:-} ]]; then
  bold=$'\e[1m' dim=$'\e[2m' green=$'\e[32m' red=$'\e[31m' plain=$'\e[0m'
else
  bold='' dim='' green='' red='' plain=''
fi

# heading TEXT: opens a section.
heading() { printf '\n%s━━ %s%s\n' "$bold" "$1" "$plain"; }

# note TEXT: an indented line.
note() { printf '   %s\n' "$1"; }

# done_line WHAT DETAIL: something is ready.
done_line() { printf '   %s✓%s %-18s %s%s%s\n' "$green" "$plain" "$1" "$dim" "$2" "$plain"; }

# fail TEXT [LOGFILE]: says what is wrong and what to look at, shows the log's last lines, and ends.
fail() {
  printf '\n%s✗ %s%s\n' "$red" "$1" "$plain" >&2
  if [[ -n ${2:-} && -s $2 ]]; then
    printf '  %s 的最后几行：\n' "$2" >&2
    tail -n 15 "$2" | sed 's/^/  │ /' >&2
  fi
  exit 1
}

