#!/bin/sh
# Reviews of the sample and of random portfolios: valid by the schema, the same numbers as the
# independent reference computation, and for the sample the very bytes of the golden review.
set -eu
cd "$(dirname "$0")/.."
parallax="$(swift build -c release --show-bin-path)/parallax"
python=.venv/bin/python
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

check() { # name folder month [folder that is imported later]
    for folder in "$2" ${4:+"$4"}; do
        "$parallax" import "$folder" --db "$work/$1.sqlite" --rejects "$work/$1.rejects.csv" >/dev/null || [ $? = 2 ]
    done
    "$parallax" review --db "$work/$1.sqlite" --month "$3" --json >"$work/$1.json"
    $python - "$work/$1.json" Documentation/review.schema.json <<'END'
import json, sys, jsonschema
review, schema = (json.load(open(path)) for path in sys.argv[1:])
jsonschema.Draft202012Validator.check_schema(schema)
jsonschema.validate(review, schema, format_checker=jsonschema.FormatChecker())
END
    $python Tests/Oracle/review_oracle.py "$2" --month "$3" ${4:+--restated "$4"} >"$work/$1.expected.json"
    $python Tests/Oracle/compare_review.py "$work/$1.json" "$work/$1.expected.json" >"$work/$1.txt" || {
        cat "$work/$1.txt"
        exit 1
    }
    echo "$1 $3: $(tail -n 1 "$work/$1.txt")"
}

(cd Tests/Oracle && ../../$python -m unittest -q)
check sample Data/sample 2026-10
diff -q "$work/sample.json" Tests/Golden/review.json || {
    echo "the sample's review differs from Tests/Golden/review.json: look at the difference, and copy it there if it is right"
    exit 1
}
for seed in ${PARALLAX_SEEDS:-1 2 3 7 11 24 303}; do
    $python Tests/Oracle/random_portfolio.py --seed "$seed" --out "$work/feeds-$seed" --bad --restated "$work/later-$seed"
    check "seed-$seed" "$work/feeds-$seed" 2026-10 "$work/later-$seed"
done
