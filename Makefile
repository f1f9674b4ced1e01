# The everyday targets. CI runs .ci/run, which does all of this and more.
export CGO_ENABLED = 0

.PHONY: build run test race lint fuzz bench

build: ## a binary in ./concordance
	go build -trimpath -ldflags '-s -w' -o concordance ./cmd/concordance

run: ## pages and API at http://127.0.0.1:8080
	go run ./cmd/concordance serve

test:
	go test ./...

race: ## needs a C compiler
	CGO_ENABLED=1 go test -race -short ./...

lint:
	test -z "$$(gofmt -l .)"
	go vet ./...
	go tool staticcheck ./...

fuzz: ## every fuzz target for FUZZTIME each
	.ci/fuzz $(or $(FUZZTIME),5s)

bench:
	go test -run '^$$' -bench . -benchmem ./...
