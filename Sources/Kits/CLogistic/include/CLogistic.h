#include <stdint.h>

/// Adds the gradient of a log-likelihood, and the lower half of its information row by row: of a logistic
/// regression under eight weights at a time.
///
/// "Lanes" are eight doubles in a row, one for each weight. Uses the widest registers that the processor
/// has. The digits are the same on every processor: no product and sum are rounded together.
///
/// - rows, width: how many rows and predictors there are.
/// - outcomes, clusters: the outcome of each row, 1 or 0, and its cluster.
/// - values: the predictors, row by row; NaN where missing.
/// - weights: those of each cluster, in lanes.
/// - parameters: the intercept and the coefficients, in lanes.
/// - means: what stands for a missing value of each predictor, in lanes.
/// - row: room for `width` lanes.
/// - gradient, information: the sums, in lanes.
void addLogisticDerivatives(
    long rows, long width, const double *outcomes, const int32_t *clusters, const double *values,
    const void *weights, const void *parameters, const void *means, void *row, void *gradient,
    void *information);

/// The same without wide registers.
void addLogisticDerivativesNarrowly(
    long rows, long width, const double *outcomes, const int32_t *clusters, const double *values,
    const void *weights, const void *parameters, const void *means, void *row, void *gradient,
    void *information);
