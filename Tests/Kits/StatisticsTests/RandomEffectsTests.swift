import Statistics
import Testing

struct RandomEffectsTests {
    // R 4.2.2, metafor 3.8-1:
    // > m <- rma(c(-0.8, -0.3, 0.1, 0.2, 0.9, 1.4), c(0.21, 0.35, 0.18, 0.5, 0.26, 0.4),
    // +   method = "DL")
    // > sprintf("%.16g", c(m$tau2, m$beta, blup(m)$pred))
    @Test func `spread, mean and shrunken effects are those of metafor`() throws {
        let effects = [-0.8, -0.3, 0.1, 0.2, 0.9, 1.4]
        let variances = [0.21, 0.35, 0.18, 0.5, 0.26, 0.4]
        let spread = try #require(RandomEffects(effects: effects, variances: variances))
        #expect(isClose(spread.tauSquared, 0.3410397998038202))
        #expect(isClose(spread.mean, 0.2057306277785719))
        let expected = [
            -0.4167183715065733, -0.0438559692614659, 0.1365260254731186, 0.2034068707449449,
            0.5996704097856915, 0.7553548014357154,
        ]
        #expect(areClose(zip(effects, variances).map(spread.shrunken), expected))
    }

    // The 13 BCG trials, whose tau^2 of 0.3088 is in print: Viechtbauer, W. (2010), Journal of
    // Statistical Software 36(3).
    // > d <- escalc(measure = "RR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = dat.bcg)
    // > m <- rma(yi, vi, data = d, method = "DL"); sprintf("%.16g", c(m$tau2, m$beta))
    @Test func `the trials of BCG vaccine have the spread that is in print`() throws {
        let effects = [
            -0.8893113339202054, -1.585388657201431, -1.348073148299693, -1.441551190021305,
            -0.2175473222112956, -0.786115585818864, -1.620898223598392, 0.01195233352384051,
            -0.4694176487381494, -1.371344803472784, -0.3393588283383906, 0.4459134005713787,
            -0.01731394821687982,
        ]
        let variances = [
            0.3255847650039613, 0.1945811213981438, 0.4153679653679654, 0.02001003190224757,
            0.05121017216963086, 0.006905618455908757, 0.2230172475723152, 0.003961579297817729,
            0.05643421046324897, 0.07302479361302891, 0.01241221397155972, 0.5325058452001528,
            0.07140465968398629,
        ]
        let spread = try #require(RandomEffects(effects: effects, variances: variances))
        #expect(isClose(spread.tauSquared, 0.3087602628623762))
        #expect(isClose(spread.mean, -0.7141172220732269))
    }

    // > m <- rma(c(0.1, 0.2, 0.15), c(0.2, 0.3, 0.25), method = "DL")
    @Test func `effects closer than chance lets them have no spread and shrink to their mean`()
        throws
    {
        let spread = try #require(
            RandomEffects(effects: [0.1, 0.2, 0.15], variances: [0.2, 0.3, 0.25]))
        #expect(spread.tauSquared == 0)
        #expect(isClose(spread.mean, 0.1432432432432432))
        #expect(spread.reliability(variance: 0.2) == 0)
        #expect(spread.shrunken(5, variance: 0.2) == spread.mean)
    }

    @Test func `reliability is the share of the variance that true differences make`() throws {
        // Weights of 1: Q = 8 of 3 effects, so (8 - 2) / 2.
        let spread = try #require(RandomEffects(effects: [0, 2, 4], variances: [1, 1, 1]))
        #expect(isClose(spread.tauSquared, 3))
        #expect(isClose(spread.reliability(variance: 1), 0.75))
        #expect(isClose(spread.shrunken(4, variance: 1), 3.5))
    }

    @Test func `one effect, or one without variance, tells no spread`() {
        #expect(RandomEffects(effects: [1], variances: [1]) == nil)
        #expect(RandomEffects(effects: [1, 2], variances: [1]) == nil)
        #expect(RandomEffects(effects: [1, 2], variances: [1, 0]) == nil)
        #expect(RandomEffects(effects: [1, 2], variances: [1, .infinity]) == nil)
    }
}
