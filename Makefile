# 用法见 make help。各目标先准备好自己要的环境，再做事；ARGS 传给最后那条命令。
PYTHON := .venv/bin/python
SETUP := sh scripts/setup.sh
ARGS ?=

# 有的机器禁止写字节码，那样每次启动都要重新编译一遍。
unexport PYTHONDONTWRITEBYTECODE
export RASA_TELEMETRY_ENABLED := false
export TF_CPP_MIN_LOG_LEVEL := 3
export SQLALCHEMY_SILENCE_UBER_WARNING := 1
export PYTHON310 UPGRADE

.DEFAULT_GOAL := help
.PHONY: help run train evaluate test benchmark load check format lock clean runtime dev browser java

help:
	@echo 'make run        准备环境，在 http://127.0.0.1:8000 提供服务'
	@echo 'make test       全部测试（ARGS="-k 停车" 只跑一部分）'
	@echo 'make check      ruff 与 mypy'
	@echo 'make format     按 ruff 整理代码'
	@echo 'make train      训练过期的模型'
	@echo 'make evaluate   评测'
	@echo 'make benchmark  性能测试'
	@echo 'make load       压力测试：两个进程、PostgreSQL、Redis（ARGS="--seconds 600"）'
	@echo 'make lock       重新生成锁文件（UPGRADE=1 升级版本）'
	@echo 'make clean      删去环境与缓存，不动 var/ 与 models/'

run: runtime
	@echo '==> 启动服务：http://127.0.0.1:8000（按 Ctrl-C 停止）'
	@$(PYTHON) -m bot serve $(ARGS)

train: runtime
	@echo '==> 训练过期的模型'
	@$(PYTHON) -m bot train $(ARGS)

evaluate: runtime
	@echo '==> 评测'
	@$(PYTHON) -m bot evaluate $(ARGS)

test: dev browser java
	@echo '==> 运行测试'
	@$(PYTHON) -m pytest $(ARGS)

benchmark: dev
	@echo '==> 性能测试'
	@$(PYTHON) -m pytest tests/benchmarks --benchmark-only --benchmark-columns=min,median,max,ops $(ARGS)

check: dev
	@echo '==> ruff check'
	@$(PYTHON) -m ruff check .
	@echo '==> ruff format --check'
	@$(PYTHON) -m ruff format --check .
	@echo '==> mypy'
	@$(PYTHON) -m mypy

load: dev
	@$(PYTHON) -m tests.benchmarks.load $(ARGS)

format: dev
	@$(PYTHON) -m ruff check --fix .
	@$(PYTHON) -m ruff format .

runtime dev browser java lock:
	@$(SETUP) $@

clean:
	@echo '==> 删去 .venv、.uv 与各种缓存（var/ 里的数据库和 models/ 里的模型保留）'
	@rm -rf .venv .uv .rasa .pytest_cache .mypy_cache .ruff_cache .hypothesis .benchmarks
	@find bot actions tests -name __pycache__ -type d -prune -exec rm -rf {} +
