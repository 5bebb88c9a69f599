.PHONY: setup build demo test check

# Installs what is missing beside the Swift toolchain.
setup:
	@scripts/setup.sh

build: setup
	swift build -c release --product parallax --explicit-target-dependency-import-check error

# Does all set-up and runs the main job on the sample portfolio.
demo: build
	@scripts/demo.sh

# Does all set-up and passes the tests.
test:
	@scripts/setup.sh test
	swift build -c release --build-tests --explicit-target-dependency-import-check error
	swift test -c release --skip-build
	@scripts/check-reviews.sh
	@scripts/check-service.sh
