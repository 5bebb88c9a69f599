/// The currency that a sign or a code beside an amount stands for.
enum Currencies {
    /// A currency sign, understood.
    enum Mark: Equatable {
        case code(String)
        /// `$` alone: one of many dollars.
        case dollar
    }

    /// The currency of a sign or a code; nil if it is none.
    static func mark(_ text: String) -> Mark? {
        if text == "$" { return .dollar }
        if let code = signs[text.uppercased()] { return .code(code) }
        let code = text.uppercased()
        return codes.contains(code) ? .code(code) : nil
    }

    /// The reporting currency, if it is a dollar: what `$` alone then stands for.
    static func dollar(reporting currency: String) -> String? {
        dollars.contains(currency) ? currency : nil
    }

    /// Whether a currency is a dollar or a peso, which `$` may stand for.
    static func isDollar(_ code: String) -> Bool { dollars.contains(code) }

    private static let dollars: Set<String> = [
        "USD", "CAD", "AUD", "NZD", "SGD", "HKD", "TWD", "MXN", "ARS", "CLP", "COP", "UYU", "DOP",
        "BBD", "BMD", "BND", "BSD", "BZD", "FJD", "GYD", "JMD", "KYD", "LRD", "NAD", "SBD", "SRD",
        "TTD", "XCD",
    ]

    private static let signs = [
        "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₩": "KRW", "₽": "RUB", "₺": "TRY",
        "₪": "ILS", "₫": "VND", "₱": "PHP", "฿": "THB", "₦": "NGN", "₴": "UAH", "ZŁ": "PLN",
        "KČ": "CZK", "FT": "HUF", "US$": "USD", "CA$": "CAD", "C$": "CAD", "A$": "AUD",
        "AU$": "AUD", "NZ$": "NZD", "HK$": "HKD", "S$": "SGD", "SG$": "SGD", "NT$": "TWD",
        "R$": "BRL", "MX$": "MXN", "CN¥": "CNY", "RMB": "CNY", "$US": "USD", "$CA": "CAD",
        "EURO": "EUR", "EUROS": "EUR", "USD$": "USD", "$USD": "USD", "FR.": "CHF", "SFR.": "CHF",
    ]

    /// The codes of ISO 4217.
    private static let codes = Set(
        """
        AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP
        BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP
        GEL GHS GIP GMD GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS
        KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR
        MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF
        SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD
        TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWL
        """.split(whereSeparator: \.isWhitespace).map(String.init))
}
