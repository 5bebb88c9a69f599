/// The look that all pages share, of every program: colours, type, tables. It comes first in a style
/// sheet.
package let baseStyle: [UInt8] = PackageResources.base_css

/// The look of pages that a service shows: the bar with the sections, forms, buttons.
package let frameStyle: [UInt8] = PackageResources.frame_css
