import Formats

/// What a theme file says.
struct ThemeContent {
    var name = ""
    var colors = Colors()
    var families = FontFamilies()
    var sizes = TextSizes()
    var logo: Logo?
    var footer: String?
    /// Tells contents apart.
    var digest: String {
        var digest = ContentDigest()
        digest.update(name)
        for role in Colors.roles { digest.update("\(colors[keyPath: role.path].packed)") }
        digest.update((families.text + ["/"] + families.title).joined(separator: "\n"))
        for role in TextSizes.roles { digest.update("\(sizes[keyPath: role.path])") }
        digest.update(footer ?? "")
        digest.update(logo?.digest ?? "")
        return digest.hexadecimal
    }

    init() {}

    init(_ theme: Theme) {
        name = theme.name
        colors = theme.colors
        families = theme.families
        sizes = theme.sizes
        logo = theme.logo
        footer = theme.footer
    }
}
