# Sourced by the checks: every finding is printed as it is found, and `conclude` turns them into an exit code.

findings=0

# Files of the tree that git knows or would take, relative to the current folder; without git, all of them.
# files PATTERN...: those whose path matches one of the glob patterns.
files() {
  if git rev-parse --is-inside-work-tree >/dev/null 2>&1; then
    git ls-files --cached --others --exclude-standard --deduplicate -- "$@" 2>/dev/null | while IFS= read -r file; do
      [[ -f $file ]] && printf '%s\n' "$file"
    done
  else
    local pattern
    for pattern in "$@"; do
      find . -type f -path "./$pattern" -not -path '*/node_modules/*' -not -path './build/*' -printf '%P\n'
    done | sort -u
  fi
}

# found WHERE WHAT: counts and prints one finding.
found() {
  findings=$((findings + 1))
  printf '%s: %s\n' "$1" "$2"
}

# report_matches WHAT REGEX FILE...: every line of the files that matches is a finding. Line comments are left out.
report_matches() {
  local what=$1 regex=$2 hit
  shift 2
  (($#)) || return 0
  while IFS= read -r hit; do
    [[ -n $hit ]] && found "${hit%%:  *}" "$what"
  done < <(awk -v regex="$regex" '
    { code = $0; sub(/\/\/.*/, "", code); if (code ~ regex) printf "%s:%d:  %s\n", FILENAME, FNR, code }' "$@")
}

# conclude WHAT: says how it went and ends.
conclude() {
  if ((findings)); then
    echo "$1: $findings findings"
    exit 1
  fi
  echo "$1: nothing to complain about"
}
