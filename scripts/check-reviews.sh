#!/bin/sh
# Reviews of the sample and of random portfolios: valid by the schema, the same numbers as the
# independent reference computation, and for the sample the very bytes of the golden review.
set -eu
cd "$(dirname "$0")/.."
parallax="$(swift build -c release --show-bin-path)/parallax"
python=.venv/bin/python
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

# What a policy may change of the walk, the quarters and the reasons, and the same for the reference.
cat >"$work/policy.yaml" <<'END'
fiscal_year_start: 2
walk_currency: on
churn_reasons: { price: controllable, MERGER: uncontrollable }
END
changed="--fiscal-year-start 2 --walk-currency --churn-reasons price=controllable,merger=uncontrollable"

check() { # name folder month [folder that is imported later]
    for folder in "$2" ${4:+"$4"}; do
        "$parallax" import "$folder" --db "$work/$1.sqlite" --rejects "$work/$1.rejects.csv" >/dev/null || [ $? = 2 ]
    done
    "$parallax" review --db "$work/$1.sqlite" --month "$3" --json >"$work/$1.json"
    compare "$1" "$2" "$3" ${4:+--restated "$4"}
}

compare() { # name folder month [options of the reference]
    name="$1"
    folder="$2"
    month="$3"
    shift 3
    $python - "$work/$name.json" Documentation/review.schema.json <<'END'
import json, sys, jsonschema
review, schema = (json.load(open(path)) for path in sys.argv[1:])
jsonschema.Draft202012Validator.check_schema(schema)
jsonschema.validate(review, schema, format_checker=jsonschema.FormatChecker())
END
    $python Tests/Oracle/review_oracle.py "$folder" --month "$month" "$@" >"$work/$name.expected.json"
    $python Tests/Oracle/compare_review.py "$work/$name.json" "$work/$name.expected.json" >"$work/$name.txt" || {
        cat "$work/$name.txt"
        exit 1
    }
    echo "$name $month: $(tail -n 1 "$work/$name.txt")"
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
    # A quarter under another policy. With fiscal years from February, 2027-Q3 ends in October 2026.
    "$parallax" review --db "$work/seed-$seed.sqlite" --quarter 2027-Q3 --policy "$work/policy.yaml" \
        --json >"$work/quarter-$seed.json"
    # shellcheck disable=SC2086 # several options
    compare "quarter-$seed" "$work/feeds-$seed" 2026-10 --restated "$work/later-$seed" \
        --grain quarter $changed
done
