"""python -m bot …: serve, ask, chat, train, evaluate, token, lists."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Sequence
from dataclasses import replace
from importlib import import_module

from bot import auditing
from bot.settings import Settings


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is 0 when it did what was asked."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options, Settings.from_environment()) or 0)
    except (ValueError, FileNotFoundError) as error:
        print(error, file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot", description="洛阳服务型行政执法问答助手")
    commands = parser.add_subparsers(required=True, metavar="命令")
    serve = commands.add_parser("serve", help="准备好一切并打开网页和接口")
    serve.add_argument("--workers", type=int, help="几个进程一起服务（要有 REDIS_URL）；默认 BOT_WORKERS 或 1")
    serve.set_defaults(run=_serve)
    ask = commands.add_parser("ask", help="问一句")
    ask.add_argument("question")
    ask.set_defaults(run=_ask)
    chat = commands.add_parser("chat", help="在终端里对话")
    chat.set_defaults(run=_chat)
    train = commands.add_parser("train", help="训练（没有变化就不重训）")
    train.add_argument("--force", action="store_true", help="没有变化也重训")
    train.set_defaults(run=_train)
    evaluate = commands.add_parser("evaluate", help="按用例测评，结果写到 docs/evaluation.md")
    evaluate.add_argument("--part", choices=["open", "kept", "all"], default="open", help="看哪一部分用例")
    evaluate.add_argument("--errors", action="store_true", help="列出每一个错误")
    evaluate.set_defaults(run=_evaluate)
    token = commands.add_parser("token", help="开发用的身份令牌")
    token.add_argument("--role", required=True, choices=["business", "operator", "staff", "reviewer"])
    token.add_argument("--sub", default="developer", help="是谁；两个人要用两个名字")
    token.add_argument("--party", help="企业令牌所属的当事人")
    token.add_argument("--supervisor", action="store_true", help="坐席主管：能看督办和统计")
    token.add_argument("--minutes", type=int, default=60)
    token.set_defaults(run=_token)
    for group in (
        "bot.migrations.commands",
        "bot.city.commands",
        "bot.imports.commands",
        "bot.listing.commands",
        "bot.privacy.commands",
        "bot.impact.commands",
    ):
        import_module(group).register(commands)
    auditing.add_commands(commands)
    return parser


def _serve(options: argparse.Namespace, settings: Settings) -> None:
    from bot import training

    training.train(settings, _say)
    from bot.city.first import settle
    from bot.web.app import serve

    settle(settings, _say)
    serve(replace(settings, workers=options.workers or settings.workers))


def _ask(options: argparse.Namespace, settings: Settings) -> None:
    from bot.terminal import ask

    asyncio.run(ask(settings, options.question))


def _chat(options: argparse.Namespace, settings: Settings) -> None:
    from bot.terminal import chat

    asyncio.run(chat(settings))


def _train(options: argparse.Namespace, settings: Settings) -> None:
    from bot import training

    _say(f"模型：{training.train(settings, _say, options.force).name}")


def _evaluate(options: argparse.Namespace, settings: Settings) -> int:
    from bot import training

    training.train(settings, _say)
    from bot.evaluation.report import evaluate

    return evaluate(settings, None if options.part == "all" else options.part, options.errors)


def _token(options: argparse.Namespace, settings: Settings) -> None:
    from bot.web.identity import make_token

    print(make_token(settings, options.role, options.sub, options.party, options.minutes, options.supervisor))


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
