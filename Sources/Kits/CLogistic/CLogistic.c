#include "CLogistic.h"

#include <string.h>

#pragma STDC FP_CONTRACT OFF

// No function here that takes or returns such wide values is called: all of them are inlined.
#pragma clang diagnostic ignored "-Wpsabi"

typedef double Lanes __attribute__((vector_size(8 * sizeof(double))));
typedef int64_t Masks __attribute__((vector_size(8 * sizeof(double))));

static inline __attribute__((always_inline)) Lanes load(const void *lanes, long place) {
    Lanes value;
    memcpy(&value, (const char *)lanes + place * (long)sizeof value, sizeof value);
    return value;
}

static inline __attribute__((always_inline)) void store(void *lanes, long place, Lanes value) {
    memcpy((char *)lanes + place * (long)sizeof value, &value, sizeof value);
}

static inline __attribute__((always_inline)) void add(void *sums, long place, Lanes value) {
    store(sums, place, load(sums, place) + value);
}

/// `one` where a mask is set, `other` elsewhere.
static inline __attribute__((always_inline)) Lanes choose(Masks mask, Lanes one, Lanes other) {
    return (Lanes)((mask & (Masks)one) | (~mask & (Masks)other));
}

/// The probability of log-odds and its variance.
///
/// The exponential is a ratio of polynomials on half a power of two either side of 0, accurate to about
/// 2e-16.
///
/// Source: Moshier, S. L. (1989), Methods and Programs for Mathematical Functions (Cephes), `exp`.
static inline __attribute__((always_inline)) void expit(
    Lanes logOdds, Lanes *probability, Lanes *variance) {
    const Masks isBelow = logOdds < 0;
    Lanes size = choose(isBelow, -logOdds, logOdds);
    // Beyond these, a probability is 0 or 1 for all that sums can tell.
    size = choose(size > 700, (Lanes){} + 700, size);
    // Adding the magic number rounds to a whole number, which its lowest bits then hold.
    const double magic = 6755399441055744.0;
    const Lanes shifted = size * -1.4426950408889634 + magic;
    const Lanes whole = shifted - magic;
    const Lanes rest = -size - whole * 6.93145751953125e-1 - whole * 1.42860682030941723212e-6;
    const Lanes power = (Lanes)(((Masks)shifted + 1023) << 52);
    const Lanes square = rest * rest;
    const Lanes odd = rest
        * ((1.26177193074810590878e-4 * square + 3.02994407707441961300e-2) * square
           + 9.99999999999999999910e-1);
    const Lanes even = ((3.00198505138664455042e-6 * square + 2.52448340349684104192e-3) * square
                        + 2.27265548208155028766e-1) * square
        + 2.00000000000000000009;
    // e^-size = power (even + odd) / (even - odd).
    const Lanes top = power * (even + odd), bottom = even - odd;
    const Lanes far = 1 / (bottom + top);
    const Lanes small = top * far, large = bottom * far;
    *probability = choose(isBelow, small, large);
    *variance = small * large;
}

/// What the functions take.
#define PARAMETERS                                                                              \
    long rows, long width, const double *outcomes, const int32_t *clusters, const double *values, \
        const void *weights, const void *parameters, const void *means, void *row,               \
        void *gradient, void *information
#define ARGUMENTS                                                                               \
    rows, width, outcomes, clusters, values, weights, parameters, means, row, gradient, information

static inline __attribute__((always_inline)) void addAll(PARAMETERS) {
    for (long index = 0; index < rows; index++, values += width) {
        Lanes logOdds = load(parameters, 0);
        for (long column = 0; column < width; column++) {
            const double known = values[column];
            const Lanes value = known != known ? load(means, column) : (Lanes){} + known;
            store(row, column, value);
            logOdds += value * load(parameters, column + 1);
        }
        Lanes probability, variance;
        expit(logOdds, &probability, &variance);
        const Lanes weight = load(weights, clusters[index]);
        const Lanes residual = weight * (outcomes[index] - probability);
        const Lanes spread = weight * variance;
        add(gradient, 0, residual);
        add(information, 0, spread);
        long place = 1;
        for (long column = 0; column < width; column++) {
            const Lanes value = load(row, column);
            add(gradient, column + 1, residual * value);
            const Lanes scaled = spread * value;
            add(information, place++, scaled);
            for (long other = 0; other <= column; other++) {
                add(information, place++, scaled * load(row, other));
            }
        }
    }
}

void addLogisticDerivativesNarrowly(PARAMETERS) { addAll(ARGUMENTS); }

#if defined(__x86_64__)

__attribute__((target("avx2"))) static void addByFour(PARAMETERS) { addAll(ARGUMENTS); }

__attribute__((target("avx512f"))) static void addByEight(PARAMETERS) { addAll(ARGUMENTS); }

void addLogisticDerivatives(PARAMETERS) {
    if (__builtin_cpu_supports("avx512f")) return addByEight(ARGUMENTS);
    if (__builtin_cpu_supports("avx2")) return addByFour(ARGUMENTS);
    addAll(ARGUMENTS);
}

#else

void addLogisticDerivatives(PARAMETERS) { addAll(ARGUMENTS); }

#endif
