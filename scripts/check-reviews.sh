#!/bin/sh
# Reviews of the sample and of random portfolios: valid by the schema, the same numbers as the
# independent reference computation, and for the sample the very bytes of the golden review.
set -eu
cd "$(dirname "$0")/.."
parallax="$(swift build -c release --show-bin-path)/parallax"
python=.venv/bin/python
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

# What a policy may change of the walk, the quarters, the reasons and the contrasts of CSMs, and the same
# for the reference.
cat >"$work/policy.yaml" <<'END'
fiscal_year_start: 2
walk_currency: on
churn_reasons: { price: controllable, MERGER: uncontrollable }
contrast_csm_candidates: 100
END
changed="--fiscal-year-start 2 --walk-currency --churn-reasons price=controllable,merger=uncontrollable --csm-candidates 100"

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

# Closes the month of a checked ledger, a copy of it, and imports changes: the published bytes come back
# and every step is that of the reference.
restate() { # seed
    folder="$work/restate-$1"
    mkdir "$folder"
    "$parallax" backup "$folder/closed.sqlite" --db "$work/seed-$1.sqlite" >/dev/null
    "$parallax" close --month 2026-10 --db "$folder/closed.sqlite" >/dev/null
    closed="$("$parallax" close --list --json --db "$folder/closed.sqlite" |
        $python -c 'import json, sys; print(json.load(sys.stdin)["closings"][-1]["closed_at"])')"
    $python Tests/Oracle/restatements.py write "$work/feeds-$1" --seed "$1" --out "$folder/steps" >/dev/null
    for step in "$folder"/steps/*; do
        if [ -f "$step/withdraw" ]; then
            feed="$(head -n 1 "$step/withdraw")"
            tail -n +2 "$step/withdraw" | while read -r key; do
                "$parallax" withdraw "$feed" "$key" --why test --db "$folder/closed.sqlite" >/dev/null
            done
        else
            "$parallax" import "$step" --db "$folder/closed.sqlite" >/dev/null 2>&1
        fi
    done
    "$parallax" review --month 2026-10 --known-at "$closed" --json --db "$folder/closed.sqlite" |
        cmp - "$work/seed-$1.json"
    "$parallax" restatements --month 2026-10 --json --db "$folder/closed.sqlite" >"$folder/found.json"
    $python Tests/Oracle/restatements.py check "$work/feeds-$1" "$folder/steps" "$folder/found.json" \
        --month 2026-10 >"$folder/found.txt" || {
        cat "$folder/found.txt"
        exit 1
    }
    echo "seed-$1 restated: $(tail -n 1 "$folder/found.txt")"
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
    restate "$seed"
    # A quarter under another policy. With fiscal years from February, 2027-Q3 ends in October 2026.
    "$parallax" review --db "$work/seed-$seed.sqlite" --quarter 2027-Q3 --policy "$work/policy.yaml" \
        --json >"$work/quarter-$seed.json"
    # shellcheck disable=SC2086 # several options
    compare "quarter-$seed" "$work/feeds-$seed" 2026-10 --restated "$work/later-$seed" \
        --grain quarter $changed
done
