# Finds a JDK 25 or newer and exports JAVA_HOME. Sourced by ./run and ./mvnw; POSIX sh, no output but the choice.
# Order: BAILIWICK_JAVA_HOME (explicit), JAVA_HOME, java on the PATH, the usual places of Linux, macOS and SDKMAN.
bailiwick_jdk_major() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || return 1
  if [ -r "$1/release" ]; then
    sed -n 's/^JAVA_VERSION="\{0,1\}\([0-9][0-9]*\).*/\1/p' "$1/release"
  else
    "$1/bin/java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java.specification.version = \([0-9]*\).*/\1/p'
  fi
}

bailiwick_jdk_fits() {
  bailiwick_major=$(bailiwick_jdk_major "$1") || return 1
  [ "${bailiwick_major:-0}" -ge 25 ]
}

bailiwick_find_jdk() {
  if [ -n "${BAILIWICK_JAVA_HOME-}" ]; then
    if bailiwick_jdk_fits "$BAILIWICK_JAVA_HOME"; then
      JAVA_HOME=$BAILIWICK_JAVA_HOME
      return 0
    fi
    echo "BAILIWICK_JAVA_HOME=$BAILIWICK_JAVA_HOME is not a JDK 25 or newer." >&2
    return 1
  fi
  [ -n "${JAVA_HOME-}" ] && bailiwick_jdk_fits "$JAVA_HOME" && return 0
  if command -v javac >/dev/null 2>&1; then
    bailiwick_javac=$(readlink -f "$(command -v javac)" 2>/dev/null || command -v javac)
    bailiwick_candidate=${bailiwick_javac%/bin/javac}
    bailiwick_jdk_fits "$bailiwick_candidate" && JAVA_HOME=$bailiwick_candidate && return 0
  fi
  # Globs must expand here even where the caller runs with "set -f", as mvnw does.
  case $- in *f*) bailiwick_noglob=1 ;; *) bailiwick_noglob=0 ;; esac
  set +f
  bailiwick_found=
  for bailiwick_candidate in /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* /opt/*jdk* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    "${SDKMAN_DIR:-$HOME/.sdkman}"/candidates/java/* "$HOME"/.jdks/*; do
    if bailiwick_jdk_fits "$bailiwick_candidate"; then
      bailiwick_found=$bailiwick_candidate
      break
    fi
  done
  [ "$bailiwick_noglob" = 0 ] || set -f
  if [ -n "$bailiwick_found" ]; then
    JAVA_HOME=$bailiwick_found
    return 0
  fi
  echo "Bailiwick needs a JDK 25 or newer and found none." >&2
  echo "Install one (Debian: a temurin-25-jdk or openjdk-25-jdk package; macOS: brew install openjdk; SDKMAN: sdk install java 25-tem)" >&2
  echo "or name one: BAILIWICK_JAVA_HOME=/path/to/jdk" >&2
  return 1
}

bailiwick_given=${JAVA_HOME-}
bailiwick_find_jdk || exit 1
export JAVA_HOME
if [ "$JAVA_HOME" != "$bailiwick_given" ] && [ -z "${BAILIWICK_QUIET-}" ]; then
  echo "Using the JDK in $JAVA_HOME" >&2
fi
