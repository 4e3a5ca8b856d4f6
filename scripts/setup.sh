#!/bin/sh
# 准备项目的环境，由 Makefile 调用：
#   setup.sh runtime   .venv，按 requirements.lock
#   setup.sh dev       .venv，按 requirements-dev.lock
#   setup.sh browser   浏览器测试要的 Chromium 与中文字体
#   setup.sh java      Spark 的测试要的 Java 17
#   setup.sh lock      由 requirements*.in 重新生成两个锁文件（UPGRADE=1 时升级版本）
# 可用环境变量：PYTHON310 指定 Python 3.10 的路径。
set -eu
unset PYTHONDONTWRITEBYTECODE PYTHONHOME PYTHONPATH VIRTUAL_ENV

WANTED=3.10
UV_VERSION=0.13.9
cd "$(dirname "$0")/.."
ROOT=$(pwd)
VENV=$ROOT/.venv
STAMP=$VENV/.lock-stamp
UV=
PYTHON=
TICKER=

say() { printf '==> %s\n' "$*"; }
detail() { printf '    %s\n' "$*"; }

die() {
    printf '\n出错了：%s\n' "$1" >&2
    shift
    for line in "$@"; do printf '  %s\n' "$line" >&2; done
    exit 1
}

have() { command -v "$1" >/dev/null 2>&1; }

# ── 进度：长步骤运行时每 10 秒报一行 ──────────────────────────────

start_ticker() { # $1 锁文件
    total=$(grep -c '^[a-z0-9].*==' "$1")
    (
        seconds=0
        while sleep 1 >/dev/null 2>&1 && kill -0 $$ 2>/dev/null; do
            seconds=$((seconds + 1))
            [ $((seconds % 10)) -eq 0 ] || continue
            detail "已用 $seconds 秒，已装 $(count_installed) / 约 $total 个包（全部下载完才开始装）"
        done
    ) &
    TICKER=$!
}

stop_ticker() {
    [ -n "$TICKER" ] || return 0
    kill "$TICKER" 2>/dev/null || true
    wait "$TICKER" 2>/dev/null || true
    TICKER=
}

count_installed() {
    find "$VENV/lib" -maxdepth 3 -name '*.dist-info' 2>/dev/null | wc -l | tr -d ' '
}

# ── 同一时刻只让一个 setup.sh 改 .venv ─────────────────────────────

LOCK_DIR=$ROOT/var/setup.lock
LOCKED=

lock_setup() {
    mkdir -p "$ROOT/var"
    told=
    until mkdir "$LOCK_DIR" 2>/dev/null; do
        holder=$(cat "$LOCK_DIR/pid" 2>/dev/null || true)
        if [ -n "$holder" ] && ! kill -0 "$holder" 2>/dev/null; then
            rm -rf "$LOCK_DIR" # 上一个被强行结束，没来得及放开
            continue
        fi
        [ -n "$told" ] || say "另一个命令正在准备环境，等它做完……（确实没有的话，删去 $LOCK_DIR）"
        told=yes
        sleep 1
    done
    LOCKED=yes
    echo $$ >"$LOCK_DIR/pid"
}

unlock_setup() {
    [ -z "$LOCKED" ] || rm -rf "$LOCK_DIR"
    LOCKED=
}

trap 'stop_ticker; unlock_setup' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# ── 找 Python 3.10 ───────────────────────────────────────────────

is_wanted() { # 真能运行，且正是 CPython 3.10（pyenv 的垫片可能在，却不能运行）
    [ -n "$1" ] && "$1" -c '
import sys
sys.exit(sys.version_info[:2] != (3, 10) or sys.implementation.name != "cpython")
' >/dev/null 2>&1
}

take() { # 可用就记下来
    is_wanted "$1" || return 1
    PYTHON=$1
}

find_uv() {
    for candidate in uv "$HOME/.local/bin/uv" "$ROOT/.uv/bin/uv"; do
        if "$candidate" --version >/dev/null 2>&1; then
            UV=$candidate
            return 0
        fi
    done
    return 1
}

python_named_by_user() {
    [ -n "${PYTHON310:-}" ] || return 1
    take "$PYTHON310" || die "PYTHON310=$PYTHON310 不是能运行的 Python $WANTED。"
}

uv_find() { "$UV" python find --no-project --system "$WANTED" 2>/dev/null; }

python_from_uv() {
    [ -n "$UV" ] && take "$(uv_find || true)"
}

python_from_pyenv() {
    pyenv_root=${PYENV_ROOT:-}
    [ -n "$pyenv_root" ] || pyenv_root=$(pyenv root 2>/dev/null || echo "$HOME/.pyenv")
    for candidate in "$pyenv_root/versions/$WANTED".*/bin/"python$WANTED"; do
        take "$candidate" && return 0
    done
    return 1
}

python_from_path() {
    for name in "python$WANTED" python3 python; do
        path=$(command -v "$name") && take "$path" && return 0
    done
    return 1
}

python_downloaded_by_uv() {
    [ -n "$UV" ] || install_uv || return 1
    say "本机没有 Python $WANTED，请 uv 下载一个……"
    # uv 由本项目装的，Python 也放在项目里；用户自己的 uv 用它自己的位置。
    [ "$UV" != "$ROOT/.uv/bin/uv" ] || export UV_PYTHON_INSTALL_DIR="$ROOT/.uv/python"
    UV_PYTHON_INSTALL_BIN=0 "$UV" python install "$WANTED" && take "$(uv_find || true)"
}

install_uv() { # 用任意一个 Python 3，把 uv 装进项目的 .uv/
    for candidate in python3 python3.14 python3.13 python3.12 python3.11 python3.9 python3.8 python; do
        "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 8))' >/dev/null 2>&1 || continue
        say "用 $candidate 把 uv 装进 .uv/……"
        if install_uv_with "$candidate"; then
            UV=$ROOT/.uv/bin/uv
            return 0
        fi
    done
    return 1
}

install_uv_with() {
    rm -rf .uv
    if "$1" -m venv .uv >/dev/null 2>&1; then
        .uv/bin/python -m pip install --quiet --disable-pip-version-check "uv==$UV_VERSION" || return 1
    elif "$1" -m pip --version >/dev/null 2>&1; then # 有 pip 而没有 venv
        rm -rf .uv
        "$1" -m pip install --quiet --disable-pip-version-check --target .uv "uv==$UV_VERSION" || return 1
    else
        return 1
    fi
    .uv/bin/uv --version >/dev/null 2>&1
}

no_python() {
    die "没有找到 Python $WANTED，也没能下载到。本项目只能在 Python $WANTED 上运行。" \
        '请用下面任意一种办法装好，再重新运行刚才的命令：' \
        '  · uv：      uv python install 3.10（下载慢或不通时，先把 UV_PYTHON_INSTALL_MIRROR 设为可用的镜像）' \
        '  · pyenv：   pyenv install 3.10' \
        '  · conda：   conda create -n py310 python=3.10，再用 PYTHON310=<该环境>/bin/python 指给本项目' \
        '  · 系统自带：Ubuntu 22.04 用 apt-get install python3.10 python3.10-venv' \
        "已经装在别处的，直接指出来：make run PYTHON310=/路径/python3.10"
}

find_python() {
    find_uv || true
    python_named_by_user || python_from_uv || python_from_pyenv || python_from_path ||
        python_downloaded_by_uv || no_python
    say "使用 Python $WANTED：$PYTHON"
}

# ── .venv ────────────────────────────────────────────────────────

hash_of() {
    if have sha256sum; then sha256sum "$1"
    elif have shasum; then shasum -a 256 "$1"
    else cksum "$1"; fi | cut -d' ' -f1
}

stamp_of() { echo "$1 $(hash_of "$2")"; } # $1 runtime 或 dev，$2 锁文件

is_stamped() { grep -qxF "$(stamp_of "$1" "$2")" "$STAMP" 2>/dev/null; }

venv_works() { is_wanted "$VENV/bin/python"; }

is_ready() { # $1 要的环境
    venv_works && is_stamped runtime requirements.lock &&
        { [ "$1" = runtime ] || is_stamped dev requirements-dev.lock; }
}

# 原来装过开发依赖的，锁变了以后仍按开发环境重装，免得 make run 拿走测试工具。
kind_to_install() {
    if [ "$1" = dev ] || grep -qs '^dev ' "$STAMP"; then echo dev; else echo runtime; fi
}

make_venv() {
    if venv_works && is_stamped runtime requirements.lock; then
        return 0 # 只缺开发依赖：它包含全部运行时依赖，往上加即可
    fi
    find_python
    say '建立 .venv……'
    rm -rf "$VENV"
    if [ -n "$UV" ]; then
        "$UV" venv --quiet --no-project --python "$PYTHON" "$VENV" || die '没能建立 .venv（见上面的输出）。'
    else
        "$PYTHON" -m venv "$VENV" || die '没能建立 .venv（见上面的输出）。' \
            "Debian、Ubuntu 上若缺 venv 模块：apt-get install python$WANTED-venv，或先安装 uv。"
    fi
}

install_lock() { # $1 锁文件
    [ -n "$UV" ] || find_uv || true
    say "按 $1 安装依赖并编译字节码（首次约下载 1 GB，占用 3 GB；下载过的约 1 分钟）……"
    start_ticker "$1"
    if [ -n "$UV" ]; then install_with_uv "$1"; else install_with_pip "$1"; fi || install_failed "$1"
    stop_ticker
}

install_with_uv() {
    UV_HTTP_TIMEOUT=${UV_HTTP_TIMEOUT:-180} "$UV" pip sync --quiet --require-hashes --compile-bytecode \
        --python "$VENV/bin/python" "$1"
}

install_with_pip() {
    "$VENV/bin/python" -m pip install -qq --disable-pip-version-check --progress-bar off \
        --require-hashes --no-deps --no-compile -r "$1" || return 1
    # 个别包带着给旧版 Python 的文件，编译不了也用不着。
    "$VENV/bin/python" -m compileall -qq -j 0 "$VENV/lib" >/dev/null 2>&1 || true
}

install_failed() {
    stop_ticker
    die "依赖没有装完（见上面的输出）。" \
        '网络不通或太慢：重新运行同一条命令，已下载的不会重下；' \
        '使用内部镜像：pip 设 PIP_INDEX_URL，uv 设 UV_DEFAULT_INDEX；' \
        '磁盘不足：.venv 约要 3 GB，下载缓存约 2 GB。'
}

write_stamp() { # $1 装好的环境
    stamp_of runtime requirements.lock >"$STAMP"
    [ "$1" != dev ] || stamp_of dev requirements-dev.lock >>"$STAMP"
}

setup_venv() { # $1 runtime 或 dev
    is_ready "$1" || lock_setup
    if is_ready "$1"; then
        say '环境已就绪，锁文件没有变化。'
        return 0
    fi
    kind=$(kind_to_install "$1")
    lock=requirements.lock
    [ "$kind" = runtime ] || lock=requirements-dev.lock
    make_venv
    rm -f "$STAMP"
    install_lock "$lock"
    write_stamp "$kind"
    say '环境装好了。'
}

# ── 浏览器测试 ───────────────────────────────────────────────────

has_chromium() { have chromium || have chromium-browser || have google-chrome; }

has_cjk_font() { have fc-list && [ -n "$(fc-list :lang=zh family 2>/dev/null)" ]; }

missing_packages() {
    has_chromium || printf 'chromium '
    has_cjk_font || printf 'fonts-noto-cjk fontconfig '
}

setup_browser() {
    missing=$(missing_packages)
    if [ -z "$missing" ]; then
        say 'Chromium 与中文字体已就绪。'
        return 0
    fi
    if ! have apt-get || [ "$(id -u)" -ne 0 ]; then
        browser_missing
    fi
    say "用 apt-get 安装浏览器测试要的软件包：$missing……"
    apt_install || browser_missing
    [ -z "$(missing_packages)" ] || browser_missing
    say 'Chromium 与中文字体装好了。'
}

apt_install() {
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq || return 1
    # shellcheck disable=SC2086  # 每个词是一个包名
    apt-get install -y -qq --no-install-recommends -o Dpkg::Use-Pty=0 $missing >/dev/null
}

browser_missing() {
    die "浏览器测试缺少：$(missing_packages)" \
        'Debian：请用管理员身份运行 apt-get install chromium fonts-noto-cjk fontconfig' \
        '其他系统：请安装 Chromium（或 Chrome）与任意一种中文字体，再重新运行 make test。'
}

# ── Spark 的测试 ─────────────────────────────────────────────────

java_version() { java -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p'; }

has_java() { have java && [ "$(java_version)" -ge 17 ] 2>/dev/null && [ "$(java_version)" -le 21 ]; }

setup_java() {
    if has_java; then
        say "Java $(java_version) 已就绪。"
        return 0
    fi
    if ! have apt-get || [ "$(id -u)" -ne 0 ]; then
        java_missing
    fi
    say '用 apt-get 安装 Spark 的测试要的 Java 17……'
    missing=openjdk-17-jre-headless
    apt_install || java_missing
    has_java || java_missing
    say 'Java 装好了。'
}

java_missing() {
    die 'Spark 的测试缺少 Java 17（17 到 21 都行，再新的 Spark 3.5 用不了）' \
        'Debian：请用管理员身份运行 apt-get install openjdk-17-jre-headless' \
        '其他系统：请安装 Java 17，再重新运行 make test。'
}

# ── 锁文件 ───────────────────────────────────────────────────────

compile_lock() { # $1 输入，$2 锁文件，其余参数给 uv
    input=$1 output=$2
    shift 2
    say "生成 $output……"
    "$UV" pip compile --quiet --universal --python-version "$WANTED" --python "$PYTHON" --no-config \
        --generate-hashes --no-header --no-emit-index-url --no-emit-find-links \
        ${UPGRADE:+--upgrade} "$@" --output-file "$output" "$input" >/dev/null ||
        die "没能由 $input 得到 $output（见上面的输出）。"
}

add_header() {
    {
        echo "# 由 make lock 从 ${1%.lock}.in 生成，请勿手改。CPython $WANTED；universal 解析（含各平台的标记与哈希），"
        echo '# 只在 Linux x86_64 上测过。'
        cat "$1"
    } >"$1.new"
    mv "$1.new" "$1"
}

pins_of() { sed -n 's/^\([a-z0-9][^ ]*==[^ ]*\).*/\1/p' "$1" | sort -u; }

check_locks() {
    if grep -n '://' requirements.lock requirements-dev.lock; then
        die '锁文件里出现了网址（见上面）。锁文件只应有版本与哈希。'
    fi
    dev_pins=$(pins_of requirements-dev.lock)
    extra=$(pins_of requirements.lock | while read -r pin; do
        printf '%s\n' "$dev_pins" | grep -qxF "$pin" || echo "$pin"
    done)
    [ -z "$extra" ] || die 'requirements.lock 里有 requirements-dev.lock 没有的版本：' "$extra"
}

make_locks() {
    find_python
    [ -n "$UV" ] || install_uv || die '生成锁文件要用 uv，没能装上。'
    compile_lock requirements-dev.in requirements-dev.lock
    compile_lock requirements.in requirements.lock --constraint requirements-dev.lock
    check_locks
    add_header requirements-dev.lock
    add_header requirements.lock
    say "锁文件已更新：运行时 $(pins_of requirements.lock | wc -l | tr -d ' ') 个包，开发 $(pins_of requirements-dev.lock | wc -l | tr -d ' ') 个包。"
}

case "${1:-}" in
runtime | dev) setup_venv "$1" ;;
browser) setup_browser ;;
java) setup_java ;;
lock) make_locks ;;
*) die '用法：scripts/setup.sh runtime | dev | browser | java | lock' ;;
esac
