# Two commands: `make run` shows Quanke, `make test` proves it. The work is done in scripts/.

export PORT ?= 8080
export DATA ?= .quanke/demo
export SIZE ?= community
export DATABASE ?=

.DEFAULT_GOAL := help
.PHONY: help run test format pictures clean

help:
	@echo 'make run     build and serve the demo (PORT=8080 DATA=.quanke/demo SIZE=community|district|city DATABASE=postgres://…)'
	@echo 'make test    install what the tests need, build, run every test'
	@echo 'make format  lay out the Swift sources as .swift-format says'
	@echo 'make pictures  take the pictures of the README anew'
	@echo 'make clean   remove what was built; the data in .quanke stays'

run:
	@scripts/run

test:
	@scripts/test

format:
	@scripts/format

pictures:
	@scripts/pictures

clean:
	rm -rf .build .venv
