package import Statistics

/// Random numbers that are the same in every run.
package typealias SplitMix64 = Statistics.SplitMix64
