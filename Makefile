.PHONY: help setup build demo test gallery check

# The comment behind a target is its line of help.
help: ## What can be made
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1\t\2/p' Makefile | expand -t 12

setup: ## Install what is missing beside the Swift toolchain
	@scripts/setup.sh

build: setup ## Build the programs: .build/release/parallax and parallax-desk
	swift build -c release --product parallax --explicit-target-dependency-import-check error
	swift build -c release --product parallax-desk --explicit-target-dependency-import-check error

demo: build ## Import the sample portfolio, write its review and a CSM's Monday
	@scripts/demo.sh

test: ## Install what the tests need and pass all tests
	@scripts/setup.sh test
	swift build -c release --build-tests --explicit-target-dependency-import-check error
	swift test -c release --skip-build
	@scripts/check-catalogue.sh
	@scripts/check-reviews.sh
	@scripts/check-exports.sh
	@scripts/check-office.sh
	@scripts/check-desk.sh
	@scripts/check-wall.sh
	@scripts/check-service.sh

gallery: build ## Draw the pictures of Charts from the sample
	@scripts/gallery.sh

check: ## Everything that must hold before a change lands
	@.ci/run
